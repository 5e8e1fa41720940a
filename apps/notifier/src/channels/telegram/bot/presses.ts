import { Injectable } from '@nestjs/common';
import { operator } from '@tickettape/contracts';
import type { Context, Filter } from 'grammy';
import { Acknowledgements } from '../../../delivery/acknowledgements.js';
import { Messages } from '../../../delivery/messages.js';
import type { Queued } from '../../../delivery/outbox.js';
import { Outboxes } from '../../../delivery/outboxes.js';
import { at } from '../../telling.js';
import { pressName, pressOf, type Press } from '../buttons.js';
import { telegramText } from '../telegram-text.js';
import { BotPeople } from './bot-people.js';

type Pressed = Filter<Context, 'callback_query:data'>;

const muteMs = 24 * 3_600_000;

/** Answers presses of the buttons under a message. Whoever presses must be whom the message was for. */
@Injectable()
export class BotPresses {
  constructor(
    private readonly people: BotPeople,
    private readonly outboxes: Outboxes,
    private readonly acknowledgements: Acknowledgements,
    private readonly messages: Messages,
  ) {}

  async answer(ctx: Pressed): Promise<void> {
    const press = pressOf(ctx.callbackQuery.data ?? '');
    const person = await this.people.find(String(ctx.chat?.id ?? ''));
    const found = press && person && (await this.find(person === operator ? operator : person.recipient, press));
    if (!press || !person || !found) return void (await ctx.answerCallbackQuery('This message is too old, or was not for you.'));
    const reader = person === operator ? null : { locale: person.locale, timeZone: person.timeZone };
    await ctx.answerCallbackQuery(await this.act(ctx, press, found, reader));
  }

  /** Gives what is shown to whoever pressed. */
  private async act(ctx: Pressed, { action }: Press, { data }: Queued, reader: Parameters<typeof at>[1]): Promise<string> {
    const { recipient, deliveryKey, notices } = data;
    if (action === 'ack') {
      const isNew = await this.acknowledgements.acknowledge(recipient, deliveryKey, 'telegram');
      return isNew ? 'Seen. Nobody else is told.' : 'You had seen it already.';
    }
    if (action === 'mute') {
      if (recipient === operator) return 'The operator cannot be muted; add a person for that.';
      const until = new Date(Date.now() + muteMs).toISOString();
      await this.people.mute(recipient, until, notices[0]!.watchId);
      return `This watch is quiet until ${at(until, reader)}.`;
    }
    const message = await this.messages.of(data, 'log', reader);
    await ctx.reply(telegramText({ ...message, title: `Details: ${message.title}` }), { parse_mode: 'HTML' });
    return '';
  }

  private async find(recipient: string, { name }: Press): Promise<Queued | null> {
    const { messages } = await this.outboxes.current(recipient);
    return [...messages.values()].find(({ data }) => pressName(data.deliveryKey) === name) ?? null;
  }
}
