import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Taken = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer };
export type Given = { status: number; headers?: Record<string, string>; body?: string } | 'silence';

/** A server of a channel on this machine: keeps what it takes, and answers what it is told. */
export const fakeHttp = async (answer: (taken: Taken) => Given | Promise<Given>) => {
  const taken: Taken[] = [];
  const server = createServer((request, response) => {
    void Array.fromAsync(request as AsyncIterable<Buffer>).then(async (chunks) => {
      const one = { method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(chunks) };
      taken.push(one);
      const given = await answer(one);
      if (given !== 'silence') response.writeHead(given.status, given.headers ?? {}).end(given.body ?? '');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken, stop };
};

export type FakeHttp = Awaited<ReturnType<typeof fakeHttp>>;
