import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNats, findPostgres, startPostgres, Supervisor, type RunningServer } from '@tickettape/local-stack';

/** The variable that tells a test file where to ask for servers. */
export const testServersVariable = 'TICKETTAPE_TEST_SERVERS';

/** How to get at one server: its address, or the folder of the programs to start a private one. */
export type TestServer = { url: string } | { binFolder: string };

export type TestServers = { url: string; stop: () => Promise<void> };

/**
 * Offers the servers of a test run over HTTP on loopback: `GET /nats`, `GET /postgres`.
 * Each is looked for and started when first asked for, so a run of pure tests pays nothing.
 */
export const serveTestServers = async (onStep: (text: string) => void): Promise<TestServers> => {
  const folder = await mkdtemp(join(tmpdir(), 'tickettape-test-'));
  await chmod(folder, 0o755);
  const supervisor = new Supervisor({ folder });
  const context = { env: process.env, dataFolder: folder, onStep };
  const started: RunningServer[] = [];
  const start = async (server: RunningServer): Promise<TestServer> => {
    started.push(server);
    return { url: server.url };
  };

  const offers = {
    // A program is handed to the test files, so that each can have, and kill, a server of its own.
    '/nats': once(async () => {
      const found = await findNats(context);
      return found.kind === 'programs' ? { binFolder: found.binFolder } : start(await found.start());
    }),
    '/postgres': once(async () => start(await startPostgres(await findPostgres(context), folder, supervisor))),
  };

  const http = createServer((request, response) => {
    const offer = offers[request.url as keyof typeof offers];
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (!offer) return answer(404, { message: 'no such server' });
    offer().then(
      (server) => answer(200, server),
      (error: Error) => answer(503, { message: error.message }),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: async () => {
      http.close();
      http.closeAllConnections();
      await supervisor.stop();
      await Promise.all(started.map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
};
