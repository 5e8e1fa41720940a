// Downloads the servers before the tests, whose time limits do not allow for a slow network.
import { fetchPrometheus, fetchServers } from '@tickettape/local-stack';
import { main, say } from './main.mjs';

await main(async () => {
  await fetchServers(process.env, say);
  if (process.argv.includes('--with-prometheus')) await fetchPrometheus(process.env, say);
});
