import { AppError } from '@tickettape/errors';
import { Api, GrammyError, InlineKeyboard, InputFile } from 'grammy';
import type { AddressOf } from '../../people/address.js';
import { type Channel, ChannelUnavailable } from '../channel.js';
import type { Message } from '../message.js';
import { buttonsOf } from './buttons.js';
import { maxCaptionLength, telegramText } from './telegram-text.js';

export type TelegramSettings = {
  token: string;
  /** Without a trailing slash. */
  apiRoot: string;
  timeoutMs: number;
};

/** Sends the message to one chat by the Telegram Bot API, with its picture where it has one. */
export class TelegramChannel implements Channel<'telegram'> {
  private readonly api: Api;

  constructor({ token, apiRoot, timeoutMs }: TelegramSettings) {
    this.api = new Api(token, { apiRoot, timeoutSeconds: timeoutMs / 1_000, baseFetchConfig: { redirect: 'error' } });
  }

  async send(message: Message, { chatId }: AddressOf<'telegram'>): Promise<void> {
    const buttons = buttonsOf(message);
    const options = { parse_mode: 'HTML' as const, ...(buttons && { reply_markup: InlineKeyboard.from(buttons) }) };
    await translated<unknown>(() =>
      message.picture === null
        ? this.api.sendMessage(chatId, telegramText(message), { ...options, link_preview_options: { is_disabled: true } })
        : this.api.sendPhoto(chatId, new InputFile(message.picture.png, 'prices.png'), {
            ...options,
            caption: telegramText(message, maxCaptionLength),
          }),
    );
  }
}

/** Errors of the client hold the chat and the address with the token, so only the code of the answer goes on. */
export const translated = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await ask();
  } catch (error) {
    throw translation(error);
  }
};

const translation = (error: unknown): AppError => {
  if (!(error instanceof GrammyError)) return new ChannelUnavailable('no answer');
  const { error_code: code, parameters } = error;
  if (code === 429) return new ChannelUnavailable('flood limit', (parameters.retry_after ?? 1) * 1_000);
  if (code >= 500) return new ChannelUnavailable(`Telegram answered ${code}`);
  if (code === 403) return new AppError('CHANNEL_GONE', { detail: 'the person blocked the bot or it may not write there' });
  return new AppError('CHANNEL_REFUSED', { detail: `Telegram answered ${code}${meanings[code] ?? ''}` });
};

const meanings: Record<number, string> = {
  400: ': the chat is not known or the message not accepted',
  401: ': the bot token is wrong',
  404: ': the bot token is wrong',
};
