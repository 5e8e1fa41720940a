import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type PageRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: string };
export type PageAnswer = { status?: number; headers?: Record<string, string>; body?: string; delayMs?: number };
export type PageServer = { url: string; asked: PageRequest[]; stop: () => Promise<void> };

/** A server on loopback that answers each request as `answer` says. */
export const pageServer = async (answer: (request: PageRequest) => PageAnswer): Promise<PageServer> => {
  const asked: PageRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://page');
      const told = { method: request.method!, url, headers: request.headers, body: Buffer.concat(chunks).toString() };
      asked.push(told);
      const { status = 200, headers = {}, body = '', delayMs = 0 } = answer(told);
      setTimeout(() => response.writeHead(status, headers).end(body), delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
