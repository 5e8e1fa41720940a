import { BaseEnv } from '@tickettape/service';
import { z } from 'zod';

const whole = (name: string, variable: string) => ({ path: [variable], message: `required when ${name} is set` });

export const NotifierConfig = BaseEnv.extend({
  WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Secret: where the webhook channel posts to, http or https; without it the channel is not configured'),
  WEBHOOK_SECRET: z.string().min(16).optional().describe("Secret: key of the webhook's HMAC-SHA256 signature, at least 16 characters"),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('Secret: as BotFather gives it; without it the Telegram channel is not configured'),
  TELEGRAM_CHAT_ID: z.string().min(1).optional().describe('Personal: numeric chat id, or `@name` of a channel'),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/ })
    .default('https://api.telegram.org')
    .transform((root) => root.replace(/\/+$/, ''))
    .describe('Another server that speaks the Bot API'),
  /** How long a channel may take to answer. */
  CHANNEL_TIMEOUT_SECONDS: z.coerce.number().min(1).max(60).default(10).describe('How long a channel may take to answer'),
  MAX_ALERT_AGE_SECONDS: z.coerce
    .number()
    .min(1)
    .max(86_400)
    .default(3_600)
    .describe('An alert whose look is older than this is not sent any more: nobody is helped by old news, and no replay can reach people'),
})
  .refine(({ WEBHOOK_URL, WEBHOOK_SECRET }) => !WEBHOOK_URL || WEBHOOK_SECRET, whole('WEBHOOK_URL', 'WEBHOOK_SECRET'))
  .refine(
    ({ TELEGRAM_BOT_TOKEN, TELEGRAM_CHAT_ID }) => !TELEGRAM_BOT_TOKEN || TELEGRAM_CHAT_ID,
    whole('TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'),
  );
export type NotifierConfig = z.output<typeof NotifierConfig>;
