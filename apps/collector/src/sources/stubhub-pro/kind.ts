import { z } from 'zod';
import { defineKind } from '../kind.js';
import { stubHubProCapabilities } from './capabilities.js';
import { createFeed } from './feed.js';
import { stubHubPro } from './stubhub-pro.js';

const listingsPath = '/api/Listing/GetCompListingsByEventId';

export const stubHubProKind = defineKind({
  name: 'stubhub-pro',
  summary: "StubHub's pro endpoint GetCompListingsByEventId",
  capabilities: stubHubProCapabilities,
  settings: {
    method: z.enum(['GET', 'PUT']).default('GET').describe('How it is asked; PUT sends an empty body'),
  },
  open: ({ entry, headers, pace, gate, now }) => {
    const ask = createFeed({ url: listingsUrl(new URL(entry.url)), method: entry.method, headers });
    return stubHubPro({ name: entry.name, host: gate.host, pace, gate, ask, now });
  },
});

/** A base address gets the path of the endpoint. */
const listingsUrl = (url: URL): URL =>
  url.pathname.endsWith('/GetCompListingsByEventId') ? url : new URL(`${url.pathname.replace(/\/+$/, '')}${listingsPath}`, url);
