import type { AppointmentId, BookKey } from '@tickettape/contracts';
import type { HostGate } from '../../politeness/host-gate.js';
import type { Pace } from '../../politeness/pace.js';
import { askPatiently, type Try } from '../patient-ask.js';
import { blind } from '../verdict.js';
import { readCalendar, readDays, readTimes, type Asked, type Calendar } from './answers.js';
import { readDirectory, unknownPlace, type OfficeDirectory, type Place } from './directory.js';
import type { Feed, Request } from './feed.js';
import type { Finding } from './mapper.js';
import { judge, noSlot, type OfficeBlind } from './verdict.js';

export type Version = 'current' | 'legacy';

export type OfficeSettings = { name: string; gate: HostGate; pace: Pace; ask: Feed; now: () => number };

/** One look as far as the office goes: what is free, or why that cannot be said. */
export type Answered = { attempts: number; bodies: string[]; last: Try<unknown> } & ({ finding: Finding } | { blind: OfficeBlind });

type Wish = { key: BookKey; id: AppointmentId; asked: Asked; token: string | null; signal: AbortSignal };

/** Days of the legacy version that one look asks for their times; later ones wait, and the look is partial. */
const mostDays = 20;
const directoryMs = 24 * 3_600_000;
const directoryAgainMs = 3_600_000;

/** Speaks to the office in whichever version of its API is there. */
export class Office {
  private version: Version | null = null;
  private directory: OfficeDirectory | null = null;
  private directoryDueMs = 0;

  constructor(private readonly settings: OfficeSettings) {}

  /**
   * The free times of one place. The version is told by asking: the one that answered last is asked first, and where its route is not there, the other.
   * Where neither is there the office has changed.
   */
  async free(wish: Wish): Promise<Answered> {
    const first = this.version ?? 'current';
    const answered = await this.ask(first, wish);
    if (!isGone(answered)) return this.keep(first, answered);
    const other = first === 'current' ? 'legacy' : 'current';
    const again = await this.ask(other, wish);
    const attempts = answered.attempts + again.attempts;
    if (!isGone(again)) return { ...this.keep(other, again), attempts };
    this.version = null;
    return { ...again, attempts, blind: blind('source-changed', 'no route of either version is there', httpStatusOf(again)) };
  }

  /** What the directory tells of a place; asked once a day, and a failure costs nothing but what it would have told. */
  async place(key: BookKey, { serviceId, count, officeId }: AppointmentId, signal: AbortSignal): Promise<Place> {
    if (this.settings.now() >= this.directoryDueMs) await this.readDirectory(key, signal);
    return this.knownPlace({ serviceId, count, officeId });
  }

  knownPlace({ serviceId, count, officeId }: AppointmentId): Place {
    return this.directory?.place(serviceId, count, officeId) ?? unknownPlace;
  }

  private async readDirectory(key: BookKey, signal: AbortSignal): Promise<void> {
    const { last } = await this.request(key, 'directory', { route: '/offices-and-services/' }, readDirectory, signal);
    const told = last.verdict.kind === 'listings' && last.verdict.answer !== noSlot ? last.verdict.answer : null;
    this.directory = told ?? this.directory;
    this.directoryDueMs = this.settings.now() + (told === null ? directoryAgainMs : directoryMs) / this.settings.pace.speed;
  }

  private ask(version: Version, wish: Wish): Promise<Answered> {
    return version === 'current' ? this.askCurrent(wish) : this.askLegacy(wish);
  }

  private async askCurrent({ key, id, asked, token, signal }: Wish): Promise<Answered> {
    const { startDate, endDate, officeId } = asked;
    const params = { startDate, endDate, officeIds: officeId, serviceIds: id.serviceId, serviceCounts: id.count, ...tokenParam(token) };
    const read = (json: unknown) => readCalendar(json, asked);
    const { last, attempts } = await this.request(key, 'calendar', { route: '/available-calendar/', params }, read, signal);
    const { verdict, body } = last;
    if (verdict.kind === 'blind') return { attempts, bodies: [], last, blind: verdict };
    if (verdict.answer !== noSlot && verdict.answer.isOfOthers)
      return { attempts, bodies: [], last, blind: blind('wrong-event', 'times of other offices', 200) };
    return { attempts, bodies: [body!], last, finding: verdict.answer === noSlot ? nothing : findingOf(verdict.answer) };
  }

  private async askLegacy(wish: Wish): Promise<Answered> {
    const { key, id, asked, token, signal } = wish;
    const params = { ...legacyParams(id), startDate: asked.startDate, endDate: asked.endDate, ...tokenParam(token) };
    const read = (json: unknown) => readDays(json, asked);
    const { last, attempts } = await this.request(key, 'days', { route: '/available-days/', params }, read, signal);
    const { verdict, body } = last;
    if (verdict.kind === 'blind') return { attempts, bodies: [], last, blind: verdict };
    if (verdict.answer === noSlot) return { attempts, bodies: [body!], last, finding: nothing };
    return this.askTimes(wish, verdict.answer, { attempts, bodies: [body!], last });
  }

  /** A look that meets a fault on its way has seen nothing: a part of the days proves nothing of the others, and would soon look like the whole. */
  private async askTimes(wish: Wish, days: readonly string[], begun: Omit<Answered, 'finding' | 'blind'>): Promise<Answered> {
    const { key, id, asked, token, signal } = wish;
    const slots: (number | null)[] = [];
    let { attempts, bodies, last } = begun;
    for (const date of days.slice(0, mostDays)) {
      const request = { route: '/available-appointments-by-office/', params: { date, ...legacyParams(id), ...tokenParam(token) } };
      const answered = await this.request<(number | null)[]>(key, 'times', request, (json) => readTimes(json, asked), signal);
      attempts += answered.attempts;
      last = answered.last;
      const { verdict, body } = answered.last;
      if (verdict.kind === 'blind') return { attempts, bodies: [], last, blind: { ...verdict, gone: undefined } as OfficeBlind };
      bodies = [...bodies, body!];
      if (verdict.answer !== noSlot) slots.push(...verdict.answer);
    }
    return { attempts, bodies, last, finding: { slots, isWhole: days.length <= mostDays } };
  }

  private request<Told>(
    key: BookKey,
    operation: string,
    request: Request,
    read: (json: unknown) => Told | null,
    signal: AbortSignal,
  ): Promise<{ last: Try<Told | typeof noSlot>; attempts: number }> {
    const { ask, name } = this.settings;
    const errand = { source: name, eventId: key.eventId, operation };
    return askPatiently(this.settings, { errand, ask: () => ask(request, signal), judge: (exchange) => judge(exchange, read) }, signal);
  }

  private keep(version: Version, answered: Answered): Answered {
    if ('finding' in answered) this.version = version;
    return answered;
  }
}

export const findingOf = ({ slots, daysWithoutTimes, coversAll }: Calendar): Finding => ({
  slots,
  isWhole: coversAll && daysWithoutTimes.length === 0,
});

export const nothing: Finding = { slots: [], isWhole: true };

const legacyParams = ({ serviceId, count, officeId }: AppointmentId) => ({ officeId, serviceId, serviceCount: count });

const tokenParam = (token: string | null): Record<string, string> => (token === null ? {} : { captchaToken: token });

const isGone = (answered: Answered): answered is Extract<Answered, { blind: OfficeBlind }> =>
  'blind' in answered && answered.blind.gone === true;

const httpStatusOf = (answered: Answered): number | null => ('blind' in answered ? answered.blind.httpStatus : null);
