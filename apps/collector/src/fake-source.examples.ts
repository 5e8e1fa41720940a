import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the fake; without `body` an empty array. */
export type Scripted = {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMs?: number;
  /** Breaks the connection before the answer, or in the middle of it. */
  broken?: 'before' | 'within';
};

export type Asked = { eventId: string; method: string; headers: IncomingHttpHeaders; atMs: number };

export type FakeSource = {
  url: string;
  asked: Asked[];
  /** The next answers for an event; the last one is given for ever. */
  script: (eventId: string, ...answers: [Scripted, ...Scripted[]]) => void;
  stop: () => Promise<void>;
};

/** A server on loopback that answers as it is told to. */
export const fakeSource = async (): Promise<FakeSource> => {
  const scripts = new Map<string, Scripted[]>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const eventId = new URL(request.url!, 'http://fake').searchParams.get('viagogoEventId')!;
    asked.push({ eventId, method: request.method!, headers: request.headers, atMs: performance.now() });
    const script = scripts.get(eventId) ?? [{}];
    const answer = script.length > 1 ? script.shift()! : script[0]!;
    setTimeout(() => give(answer, response), answer.delayMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    script: (eventId, ...answers) => void scripts.set(eventId, answers),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const give = ({ status = 200, headers = {}, body = '[]', broken }: Scripted, response: ServerResponse): void => {
  if (broken === 'before') return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers });
  if (broken === undefined) return void response.end(body);
  response.write(body.slice(0, body.length / 2), () => response.destroy());
};

/** What an event's page says: ids with prices in dollars, as the source writes them. */
export const listingsBody = (prices: Readonly<Record<string, number | null>>): string =>
  JSON.stringify(
    Object.entries(prices).map(([id, amt]) => ({
      listingId: Number(id),
      section: `Section ${Number(id) % 7}`,
      row: null,
      rowId: null,
      availableTickets: 2,
      listingNotes: [],
      sellerNetProceeds: null,
      sellerAllInPrice: amt === null ? null : { amt, disp: `$${amt}`, currency: 'USD', dec: 2 },
      currencyCode: 'USD',
    })),
  );
