import { Recipient, Severity, Token } from '@tickettape/contracts';
import { z } from 'zod';
import { Address } from './address.js';

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30');

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== undefined && !/^[+-]/.test(name);
  } catch {
    return false;
  }
};

const isLocale = (name: string): boolean => {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
};

/** A daily span of local time, which may reach over midnight, in which only what is at least `except` is sent. */
export const QuietHours = z
  .object({ from: LocalTime, to: LocalTime, except: Severity.default('high') })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from `from`' });
export type QuietHours = z.infer<typeof QuietHours>;

/** What is below `immediateFrom` waits and comes in one message, every hour or every day at a local time. */
export const Digest = z.discriminatedUnion('every', [
  z.object({ every: z.literal('hour'), immediateFrom: Severity.default('high') }),
  z.object({ every: z.literal('day'), at: LocalTime, immediateFrom: Severity.default('high') }),
]);
export type Digest = z.infer<typeof Digest>;

/** Who else is told where nobody acknowledged in time; the same person once more where `to` is not told. */
export const Escalation = z.object({ afterSeconds: z.int().min(60).max(86_400), to: Recipient.optional(), from: Severity.default('high') });
export type Escalation = z.infer<typeof Escalation>;

/** A way to a person that was given up, e.g. because they blocked the bot: nothing is sent there until it is added again. */
const Inactive = z.object({ since: z.iso.datetime(), why: z.string() });

/** What a person wishes and how they are reached. It lies in the bucket PEOPLE alone, where it can be erased. */
export const Person = z.object({
  recipient: Recipient,
  name: z.string().trim().min(1).max(100),
  locale: z.string().refine(isLocale, 'must be a language such as en or de-DE').default('en-GB'),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin').default('UTC'),
  /** At most one of each kind. */
  addresses: z
    .array(z.intersection(Address, z.object({ inactive: Inactive.optional() })))
    .min(1)
    .refine((all) => new Set(all.map(({ channel }) => channel)).size === all.length, 'must name each channel once'),
  quietHours: QuietHours.optional(),
  digest: Digest.optional(),
  /** Between two messages that an episode of the same watch began. */
  cooldownSeconds: z.int().nonnegative().max(604_800).optional(),
  /** Messages in any sixty minutes. */
  maxPerHour: z.int().positive().max(1_000).optional(),
  escalation: Escalation.optional(),
  /** Sources whose captchas they are asked to solve, by the names of their configuration. */
  solves: z.array(Token).max(20).optional(),
  mutedUntil: z.iso.datetime().optional(),
  mutedWatches: z.record(Token, z.iso.datetime()).optional(),
  createdAt: z.iso.datetime(),
});
export type Person = z.infer<typeof Person>;

/** The channels that can still be tried. */
export const activeAddresses = ({ addresses }: Pick<Person, 'addresses'>): Person['addresses'] =>
  addresses.filter(({ inactive }) => inactive === undefined);

/** Whether they asked not to be told of this watch, or of anything, for a time; null asks for what is about no watch. */
export const isMuted = (
  { mutedUntil, mutedWatches }: Pick<Person, 'mutedUntil' | 'mutedWatches'>,
  watchId: string | null,
  nowMs: number,
): boolean =>
  [mutedUntil, watchId === null ? undefined : mutedWatches?.[watchId]].some((until) => until !== undefined && Date.parse(until) > nowMs);

/** Whether `severity` is at least `least`. */
export const reaches = (severity: Severity, least: Severity): boolean =>
  Severity.options.indexOf(severity) >= Severity.options.indexOf(least);
