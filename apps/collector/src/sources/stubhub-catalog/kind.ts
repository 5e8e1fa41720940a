import { isLoopback } from '@tickettape/config';
import { z } from 'zod';
import { SecretValue } from '../configuration/entry.js';
import { defineKind } from '../kind.js';
import { stubHubCatalogCapabilities } from './capabilities.js';
import { createFeed } from './feed.js';
import { stubHubCatalog } from './stubhub-catalog.js';

const isSafe = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && url.username === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
};

export const stubHubCatalogKind = defineKind({
  name: 'stubhub-catalog',
  summary: "StubHub's documented API: the listings of the operator's own account (OAuth 2 client credentials)",
  capabilities: stubHubCatalogCapabilities,
  settings: {
    tokenUrl: z
      .string()
      .refine(isSafe, 'must begin with https:// unless it is on loopback, and hold no user')
      .default('https://account.stubhub.com/oauth2/token')
      .describe('Where access tokens are granted; its requests count in the budget of the host of `url`'),
    clientId: SecretValue.describe('The client id of the account, in a file or an environment variable'),
    clientSecret: SecretValue.describe('The client secret of the account, in a file or an environment variable'),
  },
  open: async ({ entry, headers, pace, gate, now, secret }) => {
    const url = new URL(`${entry.url.replace(/\/+$/, '')}/sellerlistings`);
    const [clientId, clientSecret] = await Promise.all([secret(entry.clientId, 'client id'), secret(entry.clientSecret, 'client secret')]);
    const credentials = { tokenUrl: new URL(entry.tokenUrl), clientId, clientSecret };
    return stubHubCatalog({ name: entry.name, host: gate.host, pace, gate, ask: createFeed({ headers }), now, url, ...credentials });
  },
});
