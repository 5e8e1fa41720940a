import { BaseEnv } from '@tickettape/service';
import { z } from 'zod';
import { parseEventLinks } from './channels/event-link.js';

const whole = (name: string, variable: string) => ({ path: [variable], message: `required when ${name} is set` });

const Http = z.url({ protocol: /^https?$/ });

export const NotifierConfig = BaseEnv.extend({
  WEBHOOK_URL: Http.optional().describe(
    'Secret: where the operator’s webhook posts to, http or https; without it this channel of the operator is not configured',
  ),
  WEBHOOK_SECRET: z.string().min(16).optional().describe("Secret: key of the webhook's HMAC-SHA256 signature, at least 16 characters"),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('Secret: as BotFather gives it; without it the Telegram channel is not configured for anybody'),
  TELEGRAM_CHAT_ID: z
    .string()
    .regex(/^(-?\d+|@\w+)$/)
    .optional()
    .describe('Personal: numeric chat id of the operator, or `@name` of a channel'),
  TELEGRAM_API_ROOT: Http.default('https://api.telegram.org')
    .transform((root) => root.replace(/\/+$/, ''))
    .describe('Another server that speaks the Bot API'),
  TELEGRAM_POLLING: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true')
    .describe('Whether the bot listens to people: commands, buttons, watches made in a chat'),
  SLACK_WEBHOOK_URL: Http.optional().describe('Secret: incoming webhook of the operator’s Slack channel'),
  DISCORD_WEBHOOK_URL: Http.optional().describe('Secret: webhook of the operator’s Discord channel'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'Secret: mail server, `smtps://user:password@host` or `smtp://…` (which uses STARTTLS where the server has it); without it nobody is told by e-mail',
    ),
  MAIL_FROM: z.string().min(3).optional().describe('Sender of e-mails, e.g. `tickettape <alerts@example.org>`'),
  MAIL_TO: z.email().optional().describe('Personal: address of the operator'),
  NTFY_URL: Http.optional().describe('Secret: topic of the operator at an ntfy server, e.g. `https://ntfy.sh/a-name-nobody-guesses`'),
  NTFY_TOKEN: z.string().min(1).optional().describe('Secret: access token of that topic, where it needs one'),
  PUBLIC_URL: Http.optional()
    .transform((url) => url?.replace(/\/+$/, ''))
    .describe(
      'Where people reach `/told` of this service from outside; without it messages hold no links to acknowledge or to stop e-mails',
    ),
  LINK_SECRET: z.string().min(16).optional().describe('Secret: key that signs these links, at least 16 characters'),
  ALLOW_PRIVATE_ADDRESSES: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe(
      'Whether addresses that people give may lead into a private network or to this machine; the operator’s own in this list always may',
    ),
  /** How long a channel may take to answer. */
  CHANNEL_TIMEOUT_SECONDS: z.coerce.number().min(1).max(60).default(10).describe('How long a channel may take to answer'),
  EVENT_LINKS: z
    .string()
    .default('')
    .transform((text, context) => parseEventLinks(text) ?? (context.addIssue('must be <source>=<address>;<source>=<address>'), z.NEVER))
    .describe(
      'Where people act on an event themselves, `<source>=<address>;…` with `{eventId}`, `{serviceId}`, `{officeId}`; alerts carry the link. The booking page of Munich is known',
    ),
  MAX_ALERT_AGE_SECONDS: z.coerce
    .number()
    .min(1)
    .max(86_400)
    .default(3_600)
    .describe('An alert whose look is older than this is not sent any more: nobody is helped by old news, and no replay can reach people'),
})
  .refine(({ WEBHOOK_URL, WEBHOOK_SECRET }) => !WEBHOOK_URL || WEBHOOK_SECRET, whole('WEBHOOK_URL', 'WEBHOOK_SECRET'))
  .refine(
    ({ TELEGRAM_CHAT_ID, TELEGRAM_BOT_TOKEN }) => !TELEGRAM_CHAT_ID || TELEGRAM_BOT_TOKEN,
    whole('TELEGRAM_CHAT_ID', 'TELEGRAM_BOT_TOKEN'),
  )
  .refine(({ PUBLIC_URL, LINK_SECRET }) => !PUBLIC_URL || LINK_SECRET, whole('PUBLIC_URL', 'LINK_SECRET'))
  .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, whole('SMTP_URL', 'MAIL_FROM'))
  .refine(({ MAIL_TO, SMTP_URL }) => !MAIL_TO || SMTP_URL, whole('MAIL_TO', 'SMTP_URL'));
export type NotifierConfig = z.output<typeof NotifierConfig>;
