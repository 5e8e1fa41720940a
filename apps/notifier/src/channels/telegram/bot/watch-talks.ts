import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { operator, type EventDetails, type Watch } from '@tickettape/contracts';
import { AppError, kindOf } from '@tickettape/errors';
import { ruleText } from '@tickettape/watches';
import { watchOf } from '../../../watches/watch-request.js';
import { WatchBook } from '../../../watches/watch-book.js';
import { Watches } from '../../../watches/watches.js';
import type { Who } from './bot-people.js';
import { TrackedEvents } from './tracked-events.js';

/** Where a conversation stands: what is known of the watch that it is about. */
type Talk = { asks: 'event' } | { asks: 'rule'; event: EventDetails } | { asks: 'yes'; event: EventDetails; watch: Watch };

/** A conversation that nobody goes on with is forgotten after this. */
const patienceMs = 15 * 60_000;
const maxTalks = 1_000;
const maxOffered = 8;

const example = 'get-in below 95 USD in section 101; tell when over';

/** Conversations in which a person defines a watch: which event, which rule, and whether it was understood as meant. */
@Injectable()
export class WatchTalks {
  private readonly talks = new Map<string, Talk & { atMs: number }>();

  constructor(
    private readonly watchBook: WatchBook,
    private readonly watches: Watches,
    private readonly events: TrackedEvents,
  ) {}

  begin(chatId: string, text: string): Promise<string> {
    this.keep(chatId, { asks: 'event' });
    return text === ''
      ? Promise.resolve('Which event? Write a part of its name, or its id. /cancel ends this.')
      : this.findEvent(chatId, text);
  }

  /** null where nothing was asked of this chat. */
  async say(chatId: string, who: Who, text: string): Promise<string | null> {
    const talk = this.talks.get(chatId);
    if (!talk || Date.now() - talk.atMs > patienceMs) return null;
    if (talk.asks === 'event') return this.findEvent(chatId, text);
    if (talk.asks === 'yes' && /^(yes|ok|save)$/i.test(text.trim())) return this.save(chatId, talk.watch);
    return this.readRule(chatId, who, talk.event, text);
  }

  cancel(chatId: string): string {
    return this.talks.delete(chatId) ? 'Nothing was saved.' : 'There was nothing to end.';
  }

  /** What is watched for them. */
  list(who: Who): string {
    const own = this.watches.all().filter((watch) => isOf(watch, who));
    if (own.length === 0) return 'You watch nothing yet. /watch begins.';
    return own
      .map((watch) => `${watch.name} (${watch.source}/${watch.eventId})${watch.isPaused ? ', paused' : ''}\n  /remove ${watch.watchId}`)
      .join('\n');
  }

  async remove(who: Who, watchId: string): Promise<string> {
    const watch = this.watches.all().find((candidate) => candidate.watchId === watchId && isOf(candidate, who));
    if (!watch) return 'You have no such watch. /watches lists yours.';
    if ((watch.recipients?.length ?? 0) > 1) return 'Others are told of this watch too: only whoever runs this can remove it.';
    return this.told(async () => {
      await this.watches.stateAfter(await this.watchBook.remove(watchId), watchId);
      return `${watch.name} is not watched any more.`;
    });
  }

  private async findEvent(chatId: string, text: string): Promise<string> {
    const found = await this.events.find(text);
    if (found.length === 0) return 'No event of that name is watched. Write another part of it, or its id.';
    if (found.length > 1) return `Which of these? Write its id.\n${found.slice(0, maxOffered).map(lineOf).join('\n')}`;
    const [event] = found as [EventDetails];
    this.keep(chatId, { asks: 'rule', event });
    return `${event.name}. When shall you be told? For example:\n${example}`;
  }

  private async readRule(chatId: string, who: Who, event: EventDetails, text: string): Promise<string> {
    return this.told(async () => {
      const { watch: read, warnings } = watchOf({ rule: text, eventId: event.eventId, source: event.source });
      const rule = ruleText(read.condition);
      const watch = { ...read, ...audienceOf(who), watchId: watchIdOf(who, event, rule) };
      this.keep(chatId, { asks: 'yes', event, watch });
      const others = read.recipients || !read.channels.every((channel) => channel === 'log') ? [tellsYouAlone] : [];
      const notes = [...warnings.map(({ field, reason }) => `${field} ${reason}`), ...others].map((note) => `\nNote: ${note}`);
      const settings = text
        .split(';')
        .slice(1)
        .map((part) => `; ${part.trim()}`)
        .join('');
      return `${event.name}: ${rule}${settings}.${notes.join('')}\nWrite yes to save it, or another rule.`;
    });
  }

  private save(chatId: string, watch: Watch): Promise<string> {
    return this.told(async () => {
      await this.watches.stateAfter(await this.watchBook.define(watch), watch.watchId);
      this.talks.delete(chatId);
      return `Saved. /watches lists what you watch, /remove ${watch.watchId} ends this one.`;
    });
  }

  /** What a person can mend is told to them; anything else is not theirs. */
  private async told(work: () => Promise<string>): Promise<string> {
    try {
      return await work();
    } catch (error) {
      if (kindOf(error) === 'unavailable') return 'That cannot be done now. Write it again in a minute.';
      if (!(error instanceof AppError) || error.kind === 'bug') throw error;
      return error.code === 'WATCH_INVALID' ? `${error.message}.\nWrite another, such as ${example}` : `${error.message}. ${error.fix}`;
    }
  }

  private keep(chatId: string, talk: Talk): void {
    this.talks.delete(chatId);
    this.talks.set(chatId, { ...talk, atMs: Date.now() });
    if (this.talks.size > maxTalks) this.talks.delete(this.talks.keys().next().value!);
  }
}

const tellsYouAlone = 'whom and by what it tells is not taken from here: it tells you, by your channels';

/** Short, since it is typed into a phone; the same rule of the same person for the same event is the same watch. */
const watchIdOf = (who: Who, { eventId, source }: EventDetails, rule: string): string => {
  const about = [who === operator ? operator : who.recipient, source, eventId, rule].join(' ');
  return `${eventId}-${createHash('sha256').update(about).digest('hex').slice(0, 8)}`;
};

const audienceOf = (who: Who): Pick<Watch, 'channels' | 'recipients'> =>
  who === operator ? { channels: ['telegram'] } : { channels: ['log'], recipients: [who.recipient] };

const isOf = (watch: Watch, who: Who): boolean =>
  who === operator
    ? watch.recipients === undefined && watch.channels.includes('telegram')
    : (watch.recipients?.includes(who.recipient) ?? false);

const lineOf = ({ eventId, name, city, localDate }: EventDetails): string =>
  [`${eventId}: ${name}`, city, localDate?.slice(0, 10)].filter(Boolean).join(', ');
