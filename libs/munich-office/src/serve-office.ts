import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Office } from './office.js';
import type { OfficeScript } from './script.js';

export type ServedOffice = { url: string; office: Office; stop: () => void };

/** An office on a free port of this machine. */
export const serveOffice = async (told: Partial<OfficeScript> = {}): Promise<ServedOffice> => {
  const office = new Office(told);
  const server = createServer((request, response) => void handle(office, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, office, stop };
};

const handle = async (office: Office, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams: params } = new URL(request.url!, 'http://office');
  const body = (await Array.fromAsync(request as AsyncIterable<Buffer>)).join('');
  const userAgent = request.headers['user-agent'] ?? '';
  const { status, contentType, body: told } = await office.answer({ route: pathname.replace('/api', ''), params, body, userAgent });
  response.writeHead(status, { 'content-type': contentType }).end(told);
};
