import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProAnswer } from './pro-answers.js';

export type ProServer = { url: string; served: (eventId: string) => number; stop: () => Promise<void> };

/** Answers each request for an event with its next answer, and with the last one when there are no more, as a replay of a recorded series. */
export const serveAnswers = async (series: Readonly<Record<string, readonly ProAnswer[]>>): Promise<ProServer> => {
  const served = new Map<string, number>();
  const server = createServer((request, response) => {
    const eventId = new URL(request.url ?? '', 'http://localhost').searchParams.get('viagogoEventId') ?? '';
    const answers = series[eventId];
    if (!answers) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>not found</html>');
    const index = served.get(eventId) ?? 0;
    served.set(eventId, index + 1);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[Math.min(index, answers.length - 1)]));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}`, served: (eventId) => served.get(eventId) ?? 0, stop };
};
