// Downloads the servers before the tests, whose time limits do not allow for a slow network.
import { fetchServers } from '@tickettape/local-stack';

try {
  await fetchServers(process.env, (text) => console.error(`tickettape: ${text}`));
} catch (error) {
  console.error(`tickettape: ${error.message}${error.fix ? `\n  ${error.fix}` : ''}`);
  process.exit(1);
}
