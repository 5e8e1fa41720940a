import { z } from 'zod';
import { createHttpFeed } from '../http-feed.js';
import { jsonCapabilities } from '../json/capabilities.js';
import { defineKind } from '../kind.js';
import { islandShape } from '../pages/island.js';
import { pageSource } from '../pages/page-source.js';
import { complaintsAbout, readingShape } from '../pages/settings.js';

/** A source that answers with pages, read by configuration as they come, without running anything in them. */
export const htmlKind = defineKind({
  name: 'html',
  summary: 'Pages, read by CSS selectors, or by JSONPath from the JSON that a script of the page holds',
  capabilities: jsonCapabilities,
  settings: {
    island: islandShape.optional(),
    accept: z
      .string()
      .max(200)
      .regex(/^[\x20-\x7e]*$/)
      .default('text/html')
      .describe('What is asked for'),
    language: z
      .string()
      .max(200)
      .regex(/^[\x20-\x7e]*$/)
      .optional()
      .describe('In which language, as in `Accept-Language`: prices are written differently'),
    ...readingShape,
  },
  complaints: (entry) => complaintsAbout(entry, entry.island !== undefined),
  open: ({ entry, headers, pace, gate, now }) => {
    const { name, url, island, paging, states, items, fields, total, event, mostItems, language } = entry;
    const asked = { Accept: entry.accept, ...(language === undefined ? {} : { 'Accept-Language': language }) };
    const feed = createHttpFeed({ headers: { ...asked, ...headers }, timeoutMs: entry.timeoutSeconds * 1000, maxBytes: entry.maxBytes });
    return pageSource({
      name,
      kind: 'html',
      capabilities: jsonCapabilities,
      url,
      reading: { body: 'page', island, states, items, fields, total, event, paging, mostItems },
      pace,
      gate,
      host: gate.host,
      now,
      ask: ({ url: address }, signal) => feed({ url: address, method: 'GET' }, signal),
    });
  },
});
