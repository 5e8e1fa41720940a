import type { Capabilities } from '@tickettape/contracts';
import { jsonCapabilities } from '../json/capabilities.js';

/** As `json`; a page that is built in the browser says when it is ready only by what is on it. */
export const browserCapabilities: Capabilities = {
  ...jsonCapabilities,
  paging: { proves: 'sometimes', how: '`paging` by address; what a page loads when somebody scrolls is not seen' },
};
