import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SheetServer = { url: string; stop: () => void };

/** A published sheet whose tab of events is whatever `events` gives when it is asked for. */
export const serveSheet = async (events: () => string | Promise<string>): Promise<SheetServer> => {
  const server = createServer((_request, response) => {
    void Promise.resolve(events()).then((text) => response.writeHead(200, { 'content-type': 'text/csv' }).end(text));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sheet.csv`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
