import { serveTestServers } from '@tickettape/testing';

/** Runs once before all tests: offers the real servers, which start when the first test asks for one. */
export default async function setup(): Promise<() => Promise<void>> {
  const servers = await serveTestServers((text) => console.error(text));
  process.env['TICKETTAPE_TEST_SERVERS'] = servers.url;
  return servers.stop;
}
