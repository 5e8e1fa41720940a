import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type OfferServer = { url: string; close: () => void };

/**
 * Answers `GET /<name>` on a port of the loopback interface with what the offer of that name resolves to.
 * Every offer is made once, at the first request for it; a failed one is answered with 503 and the reason.
 */
export const serveOffers = async (offers: Readonly<Record<string, () => Promise<object>>>): Promise<OfferServer> => {
  const made = new Map<string, Promise<object>>();
  const make = (name: string, offer: () => Promise<object>): Promise<object> => {
    const server = made.get(name) ?? offer();
    made.set(name, server);
    return server;
  };

  const http = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    const offer = offers[name];
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (!offer) return answer(404, { message: `no server is called ${name}` });
    make(name, offer).then(
      (server) => answer(200, server),
      (error: unknown) => answer(503, { message: reasonOf(error) }),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const close = () => {
    http.close();
    http.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, close };
};

const reasonOf = (error: unknown): string => {
  const { message, fix } = error as Error & { fix?: string };
  return fix ? `${message}\n${fix}` : message;
};
