import { AppError } from '@tickettape/errors';
import { Api, GrammyError } from 'grammy';
import { type Channel, ChannelUnavailable } from '../channel.js';
import type { Message } from '../message.js';
import { telegramText } from './telegram-text.js';

export type TelegramSettings = {
  token: string;
  chatId: string;
  /** Without a trailing slash. */
  apiRoot: string;
  timeoutMs: number;
};

/** Sends the message to one chat by the Telegram Bot API. */
export class TelegramChannel implements Channel {
  private readonly api: Api;

  constructor(private readonly settings: TelegramSettings) {
    const { token, apiRoot, timeoutMs } = settings;
    this.api = new Api(token, { apiRoot, timeoutSeconds: timeoutMs / 1_000, baseFetchConfig: { redirect: 'error' } });
  }

  async send(message: Message): Promise<void> {
    const options = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;
    await this.api.sendMessage(this.settings.chatId, telegramText(message), options).catch((error: unknown) => {
      throw translated(error);
    });
  }
}

/** Errors of the client hold the chat and the address with the token, so only the code of the answer goes on. */
const translated = (error: unknown): AppError => {
  if (!(error instanceof GrammyError)) return new ChannelUnavailable('no answer');
  const { error_code: code, parameters } = error;
  if (code === 429) return new ChannelUnavailable('flood limit', (parameters.retry_after ?? 1) * 1_000);
  if (code >= 500) return new ChannelUnavailable(`Telegram answered ${code}`);
  return new AppError('CHANNEL_REFUSED', { detail: `Telegram answered ${code}${meanings[code] ?? ''}` });
};

const meanings: Record<number, string> = {
  400: ': the chat is not known or the message not accepted',
  401: ': the bot token is wrong',
  403: ': the person blocked the bot or it may not write there',
  404: ': the bot token is wrong',
};
