import { AppError } from '@tickettape/errors';
import { parseDuration } from '../../options/duration.js';

/** What can be said of a person on the command line. */
export type WishOptions = {
  name?: string;
  locale?: string;
  timeZone?: string;
  telegram?: string;
  email?: string;
  slack?: string;
  discord?: string;
  ntfy?: string;
  ntfyToken?: string;
  webhook?: string;
  webhookSecret?: string;
  quiet?: string;
  digest?: string;
  cooldown?: string;
  cap?: string;
  escalate?: string;
  solves?: string;
};

type Address = { channel: string } & Record<string, string>;

/** The body the notifier takes; `none` takes a wish back. Throws CONFIG_INVALID naming the option and how it is written. */
export const wishesOf = (options: WishOptions): Record<string, unknown> => {
  const addresses = addressesOf(options);
  return {
    ...(options.name !== undefined && { name: options.name }),
    ...(options.locale !== undefined && { locale: options.locale }),
    ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
    ...(addresses.length > 0 && { addresses }),
    ...wish('quietHours', options.quiet, quietHours),
    ...wish('digest', options.digest, digest),
    ...wish('cooldownSeconds', options.cooldown, (text) => seconds('--cooldown', text)),
    ...wish('maxPerHour', options.cap, cap),
    ...wish('escalation', options.escalate, escalation),
    ...wish('solves', options.solves, (text) => text.split(',').map((source) => source.trim())),
  };
};

const addressesOf = (options: WishOptions): Address[] => [
  ...(options.telegram ? [{ channel: 'telegram', chatId: options.telegram }] : []),
  ...(options.email ? [{ channel: 'email', address: options.email }] : []),
  ...(options.slack ? [{ channel: 'slack', url: options.slack }] : []),
  ...(options.discord ? [{ channel: 'discord', url: options.discord }] : []),
  ...(options.ntfy ? [{ channel: 'ntfy', url: options.ntfy, ...(options.ntfyToken && { token: options.ntfyToken }) }] : []),
  ...(options.webhook ? [{ channel: 'webhook', url: options.webhook, secret: options.webhookSecret ?? '' }] : []),
];

const wish = (name: string, text: string | undefined, parse: (text: string) => unknown): Record<string, unknown> => {
  if (text === undefined) return {};
  return { [name]: text === 'none' ? null : parse(text) };
};

const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const severity = 'low|normal|high';

/** `22:00-07:00`, or `22:00-07:00/normal`: which severity comes all the same. */
const quietHours = (text: string) => {
  const match = new RegExp(`^(${time})-(${time})(?:/(${severity}))?$`).exec(text);
  if (!match)
    throw wrong('--quiet', text, '22:00-07:00, with /normal behind it where normal alerts come all the same; none for no quiet hours');
  return { from: match[1], to: match[2], except: match[3] ?? 'high' };
};

/** `hourly`, `daily@08:00`, with `/normal` behind it: what matters that much comes at once. */
const digest = (text: string) => {
  const match = new RegExp(`^(?:(hourly)|daily@(${time}))(?:/(${severity}))?$`).exec(text);
  if (!match)
    throw wrong('--digest', text, 'hourly, or daily@08:00, with /normal behind it where normal alerts come at once; none for no digest');
  const immediateFrom = match[3] ?? 'high';
  return match[1] ? { every: 'hour', immediateFrom } : { every: 'day', at: match[2], immediateFrom };
};

const seconds = (option: string, text: string): number => {
  const ms = parseDuration(text);
  if (ms === null) throw wrong(option, text, 'a time such as 30m or 1h');
  return ms / 1_000;
};

const cap = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000) throw wrong('--cap', text, 'a number of messages an hour from 1 to 1000');
  return count;
};

/** `10m` to be told again, `10m:r-abc` for somebody else, with `/normal` behind it. */
const escalation = (text: string) => {
  const match = new RegExp(`^([0-9hms]+)(?::([A-Za-z0-9_-]+))?(?:/(${severity}))?$`).exec(text);
  if (!match) throw wrong('--escalate', text, '10m to be told again, 10m:<id> for somebody else; none for no escalation');
  return { afterSeconds: seconds('--escalate', match[1]!), ...(match[2] && { to: match[2] }), from: match[3] ?? 'high' };
};

const wrong = (option: string, text: string, allowed: string): AppError =>
  new AppError('CONFIG_INVALID', { detail: `${option} ${text}`, fix: `Write ${allowed}` });
