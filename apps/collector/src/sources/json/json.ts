import { z } from 'zod';
import { createHttpFeed } from '../http-feed.js';
import { defineKind } from '../kind.js';
import { filledBody } from '../pages/request.js';
import { pageSource } from '../pages/page-source.js';
import { complaintsAbout, readingShape } from '../pages/settings.js';
import { jsonCapabilities } from './capabilities.js';

/** A source that answers in JSON, read by configuration. */
export const jsonKind = defineKind({
  name: 'json',
  summary: 'An address that answers in JSON, read by JSONPath',
  capabilities: jsonCapabilities,
  settings: {
    method: z.enum(['GET', 'POST', 'PUT']).default('GET').describe('How it is asked'),
    body: z.string().max(20_000).optional().describe('Body of the request, with placeholders as in `url`; not with GET'),
    contentType: z
      .string()
      .max(200)
      .regex(/^[\x20-\x7e]*$/)
      .default('application/json')
      .describe('Of `body`'),
    accept: z
      .string()
      .max(200)
      .regex(/^[\x20-\x7e]*$/)
      .default('application/json')
      .describe('What is asked for'),
    ...readingShape,
  },
  complaints: (entry) => complaintsAbout(entry, true),
  open: ({ entry, headers, pace, gate, now }) => {
    const { name, url, method, body, paging, states, items, fields, total, event, mostItems } = entry;
    const feed = createHttpFeed({
      headers: { Accept: entry.accept, ...headers },
      timeoutMs: entry.timeoutSeconds * 1000,
      maxBytes: entry.maxBytes,
    });
    return pageSource({
      name,
      kind: 'json',
      capabilities: jsonCapabilities,
      url,
      reading: { body: 'json', island: undefined, states, items, fields, total, event, paging, mostItems },
      pace,
      gate,
      host: gate.host,
      now,
      ask: ({ url: address, blanks }, signal) =>
        feed(
          method === 'GET' || body === undefined
            ? { url: address, method }
            : { url: address, method, body: filledBody(body, blanks), headers: { 'Content-Type': entry.contentType } },
          signal,
        ),
    });
  },
});
