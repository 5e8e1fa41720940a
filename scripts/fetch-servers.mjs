// Downloads the servers before the tests, whose time limits do not allow for a slow network.
import { fetchServers } from '@tickettape/local-stack';
import { main, say } from './main.mjs';

await main(() => fetchServers(process.env, say));
