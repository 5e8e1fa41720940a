import type { NotifierConfig } from '../config.js';
import { type Channel, type ChannelName, unconfigured } from './channel.js';
import { LogChannel } from './log/log-channel.js';
import { PatientChannel } from './patient-channel.js';
import { TelegramChannel } from './telegram/telegram-channel.js';
import { UntracedChannel } from './untraced-channel.js';
import { WebhookChannel } from './webhook/webhook-channel.js';

/** Every channel a watch may name. */
export class Channels {
  private readonly byName: Record<ChannelName, Channel>;

  constructor(config: NotifierConfig) {
    this.byName = { log: new LogChannel(), webhook: webhook(config), telegram: telegram(config) };
  }

  get(name: ChannelName): Channel {
    return this.byName[name];
  }
}

const remote = (channel: Channel): Channel => new PatientChannel(new UntracedChannel(channel));

const webhook = ({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret, CHANNEL_TIMEOUT_SECONDS }: NotifierConfig): Channel =>
  url && secret
    ? remote(new WebhookChannel({ url, secret, timeoutMs: CHANNEL_TIMEOUT_SECONDS * 1_000 }))
    : unconfigured('WEBHOOK_URL and WEBHOOK_SECRET');

const telegram = (config: NotifierConfig): Channel => {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: chatId, TELEGRAM_API_ROOT: apiRoot, CHANNEL_TIMEOUT_SECONDS } = config;
  if (!token || !chatId) return unconfigured('TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID');
  return remote(new TelegramChannel({ token, chatId, apiRoot, timeoutMs: CHANNEL_TIMEOUT_SECONDS * 1_000 }));
};
