import type { NotifierConfig } from '../config.js';
import type { Address, AddressOf } from '../people/address.js';
import { type Channel, type ChannelName, unconfigured } from './channel.js';
import { DiscordChannel } from './discord/discord-channel.js';
import { EmailChannel } from './email/email-channel.js';
import { LogChannel } from './log/log-channel.js';
import type { Message } from './message.js';
import { NtfyChannel } from './ntfy/ntfy-channel.js';
import { operatorAddresses } from './operator-addresses.js';
import type { OutgoingSettings } from './outgoing.js';
import { PatientChannel, type Patience } from './patient-channel.js';
import { SlackChannel } from './slack/slack-channel.js';
import { TelegramChannel } from './telegram/telegram-channel.js';
import { UntracedChannel } from './untraced-channel.js';
import { WebhookChannel } from './webhook/webhook-channel.js';

type ByName = { readonly [Name in ChannelName]: Channel<Name> };

/** Every way to tell somebody. */
export class Channels {
  private readonly byName: ByName;
  private readonly ofOperator: Partial<Record<ChannelName, Address>>;

  constructor(config: NotifierConfig) {
    this.ofOperator = operatorAddresses(config);
    this.byName = channelsOf(config, Object.values(this.ofOperator));
  }

  send(message: Message, address: Address): Promise<void> {
    return (this.byName[address.channel] as Channel<typeof address.channel>).send(message, address);
  }

  addressesOfOperator(): Address[] {
    return Object.values(this.ofOperator);
  }

  /** Where the environment says that the operator is told; undefined where it does not. */
  addressOfOperator(name: ChannelName): Address | undefined {
    return this.ofOperator[name];
  }
}

const channelsOf = (config: NotifierConfig, trusted: readonly Address[]): ByName => {
  const timeoutMs = config.CHANNEL_TIMEOUT_SECONDS * 1_000;
  const own = new Set(trusted.flatMap((address) => ('url' in address ? [address.url] : [])));
  const outgoing: OutgoingSettings = { timeoutMs, isTrusted: (url) => config.ALLOW_PRIVATE_ADDRESSES || own.has(url) };
  return {
    log: new LogChannel(),
    webhook: remote(new WebhookChannel(outgoing), perUrl),
    slack: remote(new SlackChannel(outgoing), { ...perUrl, spacingMs: slackSpacingMs }),
    discord: remote(new DiscordChannel(outgoing), perUrl),
    ntfy: remote(new NtfyChannel(outgoing), perUrl),
    email: config.SMTP_URL
      ? remote(new EmailChannel(emailSettings(config, timeoutMs)), { group: () => 'smtp' })
      : unconfigured('SMTP_URL and MAIL_FROM'),
    telegram: config.TELEGRAM_BOT_TOKEN
      ? remote(new PatientChannel(new TelegramChannel(telegramSettings(config, timeoutMs)), perChat), { group: () => 'telegram' })
      : unconfigured('TELEGRAM_BOT_TOKEN'),
  };
};

const remote = <Name extends ChannelName>(channel: Channel<Name>, patience: Patience<Name>): Channel<Name> =>
  new PatientChannel(new UntracedChannel(channel), patience);

const perUrl = { group: ({ url }: { url: string }) => url };

/** One message a second. Ref: https://docs.slack.dev/apis/web-api/rate-limits */
const slackSpacingMs = 1_000;

/** "Avoid sending more than one message per second in a single chat". Ref: https://core.telegram.org/bots/faq */
const perChat: Patience<'telegram'> = { group: ({ chatId }: AddressOf<'telegram'>) => chatId, spacingMs: 1_000 };

const telegramSettings = ({ TELEGRAM_BOT_TOKEN, TELEGRAM_API_ROOT: apiRoot }: NotifierConfig, timeoutMs: number) => ({
  token: TELEGRAM_BOT_TOKEN!,
  apiRoot,
  timeoutMs,
});

const emailSettings = ({ SMTP_URL, MAIL_FROM }: NotifierConfig, timeoutMs: number) => ({ url: SMTP_URL!, from: MAIL_FROM!, timeoutMs });
