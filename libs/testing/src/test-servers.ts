import { rm } from 'node:fs/promises';
import { findNats, findPostgres, findPrometheus, startPostgres, Supervisor, type RunningServer } from '@tickettape/local-stack';
import { makeRunFolder } from './run-folder.js';
import { serveOffers } from './serve-offers.js';

/** The variable that tells a test file where to ask for servers. */
export const testServersVariable = 'TICKETTAPE_TEST_SERVERS';

/** How to get at one server: its address, or the programs to start private ones and a folder for their files, which goes with the test run. */
export type TestServer = { url: string } | { binFolder: string; folder: string };

export type TestServers = { url: string; stop: () => Promise<void> };

/**
 * Offers the servers of a test run over HTTP on loopback: `GET /nats`, `GET /postgres`, `GET /postgres-programs` for a server to be killed, and
 * `GET /prometheus` for its programs.
 * Each is looked for and started when first asked for, so a run of pure tests pays nothing.
 */
export const serveTestServers = async (onStep: (text: string) => void): Promise<TestServers> => {
  const folder = await makeRunFolder();
  const supervisor = new Supervisor({ folder });
  const context = { env: process.env, dataFolder: folder, onStep };
  const started: RunningServer[] = [];
  const running = (server: RunningServer): TestServer => {
    started.push(server);
    return { url: server.url };
  };

  const offers = await serveOffers({
    // A program is handed on, so that each test file can have, and kill, a server of its own.
    nats: async () => {
      const found = await findNats(context);
      return found.kind === 'programs' ? { binFolder: found.binFolder, folder } : running(await found.start());
    },
    postgres: async () => running(await startPostgres(await findPostgres(context), folder, supervisor)),
    'postgres-programs': async () => {
      const found = await findPostgres(context);
      if (found.kind === 'programs') return { binFolder: found.binFolder, folder };
      throw new Error(`A test that kills PostgreSQL needs its programs; ${found.provider} gives only a running server`);
    },
    prometheus: async () => {
      const found = await findPrometheus(context);
      if (found.kind === 'programs') return { binFolder: found.binFolder, folder };
      throw new Error(`Tests of the rules need promtool; ${found.provider} gives only a running server`);
    },
  });
  const stop = async () => {
    offers.close();
    await supervisor.stop();
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  return { url: offers.url, stop };
};
