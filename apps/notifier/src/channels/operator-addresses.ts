import type { NotifierConfig } from '../config.js';
import type { Address } from '../people/address.js';
import type { ChannelName } from './channel.js';

/** The channels of the operator, as the environment has them. */
export const operatorAddresses = (config: NotifierConfig): Partial<Record<ChannelName, Address>> => ({
  log: { channel: 'log' },
  ...(config.WEBHOOK_URL &&
    config.WEBHOOK_SECRET && { webhook: { channel: 'webhook', url: config.WEBHOOK_URL, secret: config.WEBHOOK_SECRET } }),
  ...(config.TELEGRAM_CHAT_ID && { telegram: { channel: 'telegram', chatId: config.TELEGRAM_CHAT_ID } }),
  ...(config.SLACK_WEBHOOK_URL && { slack: { channel: 'slack', url: config.SLACK_WEBHOOK_URL } }),
  ...(config.DISCORD_WEBHOOK_URL && { discord: { channel: 'discord', url: config.DISCORD_WEBHOOK_URL } }),
  ...(config.MAIL_TO && { email: { channel: 'email', address: config.MAIL_TO } }),
  ...(config.NTFY_URL && { ntfy: { channel: 'ntfy', url: config.NTFY_URL, ...(config.NTFY_TOKEN && { token: config.NTFY_TOKEN }) } }),
});

/** The variables that would give the operator this channel. */
export const operatorVariables: Record<ChannelName, string> = {
  log: 'nothing',
  webhook: 'WEBHOOK_URL and WEBHOOK_SECRET',
  telegram: 'TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID',
  slack: 'SLACK_WEBHOOK_URL',
  discord: 'DISCORD_WEBHOOK_URL',
  email: 'SMTP_URL, MAIL_FROM and MAIL_TO',
  ntfy: 'NTFY_URL',
};
