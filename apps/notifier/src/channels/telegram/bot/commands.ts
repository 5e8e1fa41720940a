import { Injectable } from '@nestjs/common';
import { operator } from '@tickettape/contracts';
import type { Context } from 'grammy';
import type { Person } from '../../../people/person.js';
import { at } from '../../telling.js';
import { BotPeople, type Who } from './bot-people.js';
import { parseSpan } from './span.js';
import { WatchTalks } from './watch-talks.js';

/** What a person can say to the bot. */
export const commands = [
  { name: 'start', help: 'who you are to this bot' },
  { name: 'watch', help: 'watch something for me: /watch, then answer' },
  { name: 'watches', help: 'what is watched for me' },
  { name: 'remove', help: 'watch it no more: /remove and the id that /watches shows' },
  { name: 'cancel', help: 'end what /watch began' },
  { name: 'status', help: 'how and when you are told' },
  { name: 'mute', help: 'tell me nothing for a time: /mute 2h' },
  { name: 'unmute', help: 'tell me again' },
  { name: 'help', help: 'this list' },
] as const;
export type CommandName = (typeof commands)[number]['name'];

const defaultMuteMs = 8 * 3_600_000;

/** Answers commands. Whoever is not known learns their chat id and nothing else. */
@Injectable()
export class BotCommands {
  constructor(
    private readonly people: BotPeople,
    private readonly talks: WatchTalks,
  ) {}

  async answer(name: CommandName, ctx: Context): Promise<void> {
    const chatId = String(ctx.chat!.id);
    const person = await this.people.find(chatId);
    if (person === null) return void (await ctx.reply(this.strangersAnswer(chatId)));
    await ctx.reply(await this.answers[name](person, String(ctx.match ?? '').trim(), chatId));
  }

  /** A word that is no command: an answer to what was asked. */
  async text(ctx: Context): Promise<void> {
    if (ctx.chat?.type !== 'private') return;
    const chatId = String(ctx.chat.id);
    const person = await this.people.find(chatId);
    const answer = person && (await this.talks.say(chatId, person, ctx.message?.text ?? ''));
    if (answer === null) return this.answer('help', ctx);
    await ctx.reply(answer);
  }

  /** The person blocked the bot, or let it in again. */
  async membership(ctx: Context): Promise<void> {
    const status = ctx.myChatMember?.new_chat_member.status;
    const chatId = String(ctx.chat!.id);
    if (status === 'kicked' || status === 'left') await this.people.deactivate(chatId);
    else if (status === 'member') await this.people.activate(chatId);
  }

  private readonly answers: Record<CommandName, (person: Who, text: string, chatId: string) => Promise<string>> = {
    start: async (person, _, chatId) => {
      await this.people.activate(chatId);
      return person === operator
        ? 'This is the chat of the operator.'
        : `Hello ${person.name}, you are told here. /help says what you can ask.`;
    },
    watch: async (_, text, chatId) => this.talks.begin(chatId, text),
    watches: async (person) => this.talks.list(person),
    remove: async (person, text) => this.talks.remove(person, text),
    cancel: async (_, __, chatId) => this.talks.cancel(chatId),
    help: async () => commands.map(({ name, help }) => `/${name}: ${help}`).join('\n'),
    status: async (person) => (person === operator ? 'The operator is told at once.' : statusOf(person)),
    mute: async (person, text) => {
      if (person === operator) return operatorsWishes;
      const spanMs = text === '' ? defaultMuteMs : parseSpan(text);
      if (spanMs === null) return 'Write it as /mute 45m, /mute 2h or /mute 3d.';
      const until = new Date(Date.now() + spanMs).toISOString();
      await this.people.mute(person.recipient, until);
      return `You are told nothing until ${at(until, person)}. /unmute ends it.`;
    },
    unmute: async (person) => {
      if (person === operator) return operatorsWishes;
      await this.people.mute(person.recipient, null);
      return 'You are told again.';
    },
  };

  private strangersAnswer(chatId: string): string {
    return `Nobody here knows you. Give your chat id to whoever runs this: ${chatId}`;
  }
}

const operatorsWishes = 'The operator has no wishes of their own; add a person for that.';

const statusOf = (person: Person): string => {
  const { quietHours, digest, cooldownSeconds, maxPerHour, mutedUntil, timeZone } = person;
  const isMuted = mutedUntil !== undefined && Date.parse(mutedUntil) > Date.now();
  return [
    isMuted ? `muted until ${at(mutedUntil, person)}` : 'not muted',
    quietHours ? `quiet from ${quietHours.from} to ${quietHours.to}, but for ${quietHours.except} alerts` : 'no quiet hours',
    digest
      ? `a digest ${digest.every === 'hour' ? 'every hour' : `every day at ${digest.at}`}; ${digest.immediateFrom} alerts come at once`
      : 'no digest',
    ...(cooldownSeconds ? [`${cooldownSeconds / 60} min between two alerts of one watch`] : []),
    ...(maxPerHour ? [`at most ${maxPerHour} messages in an hour`] : []),
    `times are of ${timeZone}`,
  ].join('\n');
};
