import { testServersVariable, type TestServer } from './test-servers.js';

/** Asks the test run for a server; the first asker waits until it is there. Throws what went wrong in words. */
export const askForServer = async (name: 'nats' | 'postgres' | 'postgres-programs' | 'prometheus'): Promise<TestServer> => {
  const base = process.env[testServersVariable];
  if (base === undefined)
    throw new Error('Integration tests need the servers of tests/servers.ts: run vitest from the root of the workspace');
  const response = await fetch(`${base}/${name}`);
  const body = (await response.json()) as TestServer & { message?: string };
  if (!response.ok) throw new Error(body.message);
  return body;
};
