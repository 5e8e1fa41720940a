import { isLoopback } from '@tickettape/config';
import { Token } from '@tickettape/contracts';
import { z } from 'zod';

/** `a.b.c/{eventId}`: what stands between braces is filled in for each request. */
const placeholder = /\{[A-Za-z]+\}/g;

/** The address of `url`, with its placeholders filled by something harmless; null where it is none. */
export const addressOf = (url: string): URL | null => URL.parse(url.replace(placeholder, '0'));

const namesOneHost = (url: string): boolean => !/\{/.test(url.split('/').slice(0, 3).join('/'));
const isHttp = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:';

/** The address of a source. Elsewhere than on this machine only by TLS, since the request may carry secrets. */
const Address = z
  .string()
  .max(2000)
  .refine((url) => namesOneHost(url), 'must name its host without placeholders')
  .refine((url) => addressOf(url) !== null && isHttp(addressOf(url)!), 'must be an address that begins with https:// or http://')
  .refine((url) => (addressOf(url)?.username ?? '') === '' && (addressOf(url)?.password ?? '') === '', 'must hold no user or password')
  .refine(
    (url) => addressOf(url)?.protocol !== 'http:' || isLoopback(addressOf(url)!.hostname),
    'must begin with https:// unless it is on loopback',
  );

const seconds = z.number().positive().max(2_592_000);

/** Where the value of one header is taken from, at start. */
export const SecretValue = z
  .union(
    [z.strictObject({ file: z.string().min(1) }), z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/) })],
    'must be {file: PATH} or {env: NAME}: values have no place here',
  )
  .describe('`file`: path of a file that holds the value, from the folder of this file; `env`: name of an environment variable that does');

export type SecretPlace = z.output<typeof SecretValue>;

/** Who asks and how a message is framed is not the operator's to say. */
const reservedHeaders: ReadonlySet<string> = new Set([
  'user-agent',
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
]);
const HeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'must be the name of a header')
  .refine((name) => !reservedHeaders.has(name.toLowerCase()), 'is not a header that may be set');

/** How often the host of a source is asked, by all replicas together; what is not said comes from the environment of the collector. */
export const PaceSettings = z
  .strictObject({
    delaySeconds: z
      .tuple([z.number().nonnegative().max(3600), z.number().nonnegative().max(3600)])
      .refine(([min, max]) => min <= max, 'must be [shortest, longest]')
      .describe('Shortest and longest random delay between two requests, above the floor'),
    requestsPerMinute: z.number().positive().max(1_000_000).describe('Requests in a minute in the long run'),
    burst: z.number().min(2).max(1_000_000).describe('Requests that may follow each other at their delay after a time of rest'),
    requestsPerDay: z.int().positive().max(100_000_000).describe('Requests in a UTC day'),
    silence: z
      .strictObject({ requests: z.int().positive().max(1_000_000), quietSeconds: seconds })
      .describe('For a host whose limit clears only after silence: that many requests in a row and then silence'),
  })
  .partial();
export type PaceSettings = z.output<typeof PaceSettings>;

/** What every source says of itself, of whatever kind it is. */
export const entryShape = {
  name: Token.describe('The source of its books, as the sheet names it in its column `Source`'),
  url: Address.describe('Where it is; `{eventId}` and other placeholders where the kind knows them, never in the host'),
  authorizedBy: z.string().min(1).max(500).optional().describe('Who authorised the access; required unless the source is on loopback'),
  contact: z
    .string()
    .regex(/^[\x21-\x7e]{3,200}$/, 'must be 3 to 200 printable ASCII characters without spaces')
    .optional()
    .describe('Where the people of the source reach the operator; goes into the User-Agent. Default: CONTACT of the environment'),
  headers: z.record(HeaderName, SecretValue).default({}).describe('Headers of every request, by name; their values stand elsewhere'),
  headersFile: z.string().min(1).optional().describe('JSON file of secret request headers, e.g. `{"cookie": "…"}`; read at start'),
  pace: PaceSettings.default({}).describe('How often its host is asked; where several sources share a host, the strictest holds'),
} as const;
export type Entry = z.output<z.ZodObject<typeof entryShape>> & { kind: string };
