export { readConfig } from './read-config.js';
export { isLoopback } from './loopback.js';
