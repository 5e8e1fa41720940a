import { isLoopback } from '@tickettape/config';
import { BaseEnv } from '@tickettape/service';
import { z } from 'zod';
import { tiersPattern } from './schedule/interval.js';

const seconds = z.coerce.number().positive().max(2_592_000);

/** The address of the source. Elsewhere than on this machine only by TLS, since the request may carry secrets. */
const SourceUrl = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine(({ username, password }) => username === '' && password === '', 'must hold no user or password; use SOURCE_HEADERS_FILE')
  .refine(({ protocol, hostname }) => protocol === 'https:' || isLoopback(hostname), 'must begin with https:// unless it is on loopback');

export const CollectorConfig = BaseEnv.extend({
  SOURCE_URL: SourceUrl.optional().describe(
    "The source `stubhub`: base address of StubHub's pro site or of the simulator, or the full address of GetCompListingsByEventId",
  ),
  SOURCES_FILE: z
    .string()
    .optional()
    .describe('YAML file of further sources, see sources-file.md; at least one of SOURCE_URL and SOURCES_FILE is required'),
  SOURCE_METHOD: z.enum(['GET', 'PUT']).default('GET').describe('How the source is asked; PUT sends an empty body'),
  SOURCE_AUTHORIZED_BY: z.string().min(1).optional().describe('Who authorised the access; required unless the source is on loopback'),
  CONTACT: z
    .string()
    .regex(/^[\x21-\x7e]{3,200}$/, 'must be 3 to 200 printable ASCII characters without spaces')
    .optional()
    .describe('Where the people of the source reach the operator; goes into the User-Agent. Required unless the source is on loopback'),
  SOURCE_HEADERS_FILE: z.string().optional().describe('JSON file of secret request headers, e.g. `{"cookie": "…"}`; read at start'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((text) => new URL(text))
    .optional()
    .describe('Address under which people reach this service, for the links to captcha pages. Default: the address it listens on'),
  SWEEP_INTERVAL_SECONDS: seconds.default(14_400).describe('Mean interval of sweeps of one event, where the sheet asks for no other'),
  SWEEP_TIERS: z
    .string()
    .regex(tiersPattern, 'must be <time left>/<interval>, and so on, e.g. 7d/2h,1d/1h')
    .default('7d/2h,1d/1h,3h/30m')
    .describe('Shorter intervals close to the event, `<time left>/<interval>`, for rows that ask for no interval; empty: none'),
  SWEEP_STRATEGY: z
    .enum(['adaptive', 'poisson'])
    .default('adaptive')
    .describe(
      'adaptive: the same number of looks, more of them when and where a book is likelier to change, as learned from the tape; poisson: random intervals alone. A row that asks for an interval is never adapted',
    ),
  SWEEP_TIMEOUT_SECONDS: z.coerce
    .number()
    .min(1)
    .max(3600)
    .default(180)
    .describe('A look that takes longer, with its waits and retries, sees nothing'),
  INTERVAL_SPEED: z.coerce
    .number()
    .min(1)
    .max(1_000_000)
    .default(1)
    .describe('Divides every wait, for simulated time; other than 1 only for a source on loopback'),
  REQUEST_DELAY_MIN_SECONDS: z.coerce
    .number()
    .nonnegative()
    .max(3600)
    .default(2)
    .describe('Shortest random delay between two requests, above the floor'),
  REQUEST_DELAY_MAX_SECONDS: z.coerce.number().nonnegative().max(3600).default(5).describe('Longest random delay between two requests'),
  REQUEST_DELAY_BIAS: z
    .enum(['uniform', 'normal', 'exponential'])
    .default('normal')
    .describe('How the random delay leans within its range'),
  HOST_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .positive()
    .max(1_000_000)
    .optional()
    .describe(
      'Requests to one host in a minute in the long run, of all replicas together. Default 30, at most 60; on loopback no limit but the delay',
    ),
  HOST_BURST: z.coerce
    .number()
    .min(2)
    .max(1_000_000)
    .optional()
    .describe('Requests to one host that may follow each other at their delay after a time of rest. Default 10, at most 30'),
  HOST_REQUESTS_PER_DAY: z.coerce
    .number()
    .int()
    .positive()
    .max(100_000_000)
    .optional()
    .describe('Requests to one host in a UTC day. Default 10000; on loopback no limit'),
  HOST_SILENCE: z
    .string()
    .regex(/^[1-9]\d{0,5}\/[1-9]\d{0,5}$/, 'must be <requests>/<seconds>, e.g. 50/60')
    .transform((text) => text.split('/').map(Number) as [number, number])
    .transform(([requests, seconds]) => ({ requests, quietMs: seconds * 1000 }))
    .optional()
    .describe('For a host whose limit clears only after silence: `<requests>/<seconds>`, that many requests in a row and then silence'),
})
  .refine(({ SOURCE_URL, SOURCES_FILE }) => SOURCE_URL !== undefined || SOURCES_FILE !== undefined, {
    path: ['SOURCE_URL'],
    message: 'must be set unless SOURCES_FILE is',
  })
  .refine(({ INTERVAL_SPEED, SOURCE_URL }) => INTERVAL_SPEED === 1 || SOURCE_URL === undefined || isLoopback(SOURCE_URL.hostname), {
    path: ['INTERVAL_SPEED'],
    message: 'must be 1 unless SOURCE_URL is on loopback',
  })
  .refine((env) => env.REQUEST_DELAY_MIN_SECONDS <= env.REQUEST_DELAY_MAX_SECONDS, {
    path: ['REQUEST_DELAY_MAX_SECONDS'],
    message: 'must not be below REQUEST_DELAY_MIN_SECONDS',
  });
export type CollectorConfig = z.output<typeof CollectorConfig>;
