import { Inject, Injectable } from '@nestjs/common';
import { startsAtLatestMs, type CatalogFact } from '@tickettape/contracts';
import { shareAt, type Span } from '@tickettape/sampling';
import type { CollectorConfig } from '../config.js';
import type { NotNow } from '../politeness/not-now.js';
import type { Pace } from '../politeness/pace.js';
import type { Look, Source } from '../sources/source.js';
import { COLLECTOR_CONFIG, NOW, RANDOM } from '../tokens.js';
import { intervalAt, nextTierMs, tiersOf, type Interval, type IntervalSettings, type Occasion } from './interval.js';
import { LearnedPatterns } from './learned-patterns.js';
import { learnedSweepDelayMs, longestSweepDelayMs, nextSweepDelayMs, type Learned } from './next-sweep.js';
import type { Appointment } from './sweep-schedule.js';

/** Milliseconds over which sweeps that are wanted soon are spread, and what each of them adds. */
const spread = { leastMs: 30_000, perEventMs: 4_000 };

/** Part of the interval after which a look that left something to be settled is followed by another. */
const secondLookStretch = 0.25;

type Drawing = { stretch?: number; last?: Span | null };

/** What a look left: whether another one soon would settle a doubt, and how lively its book was. */
export type Seen = { secondLook: boolean; last: Span | null };

/** Draws when events are swept. */
@Injectable()
export class Rhythm {
  private readonly settings: Omit<IntervalSettings, 'speed'>;
  private readonly strategy: CollectorConfig['SWEEP_STRATEGY'];

  constructor(
    @Inject(COLLECTOR_CONFIG) config: CollectorConfig,
    @Inject(NOW) private readonly now: () => number,
    @Inject(RANDOM) private readonly random: () => number,
    private readonly learned: LearnedPatterns,
  ) {
    this.strategy = config.SWEEP_STRATEGY;
    this.settings = { baseSeconds: config.SWEEP_INTERVAL_SECONDS, tiers: tiersOf(config.SWEEP_TIERS) };
  }

  /** By the interval of the event; `stretch` multiplies it, and `last` tells how lively the book was. */
  regular({ pace }: Source, fact: CatalogFact, { stretch = 1, last = null }: Drawing = {}): Appointment {
    return this.draw(pace, fact, { stretch, last }, this.now());
  }

  /**
   * After a look: not while the source wants to be left alone, half as often where it does not say for how long, and sooner where a second look settles
   * what this one left in doubt.
   */
  after(source: Source, fact: CatalogFact, { observation, retryAfterMs }: Look, { secondLook, last }: Seen): Appointment {
    if (secondLook) return { ...this.regular(source, fact, { stretch: secondLookStretch }), reason: 'second-look' };
    const throttled = observation.kind === 'blind' && observation.reason === 'throttled';
    const regular = this.regular(source, fact, { stretch: throttled && retryAfterMs === null ? 2 : 1, last });
    const allowedMs = this.now() + (retryAfterMs ?? 0);
    return allowedMs > regular.dueAtMs ? { dueAtMs: allowedMs, reason: 'retry-after' } : regular;
  }

  /** One of `count` sweeps that are all wanted soon. */
  soon({ pace }: Source, reason: Appointment['reason'], count: number): Appointment {
    const windowMs = Math.max(spread.leastMs, spread.perEventMs * count) / pace.speed;
    return { dueAtMs: this.now() + this.random() * windowMs, reason };
  }

  /** Soon after a host may be asked again, but not at once with everything else that waited for it. */
  reopening({ pace }: Source, { untilMs, why }: NotNow): Appointment {
    const isRequested = why === 'retry-after' || why === 'push-back' || why === 'failing';
    return { dueAtMs: untilMs + (this.random() * spread.leastMs) / pace.speed, reason: isRequested ? 'retry-after' : 'budget' };
  }

  /** The longest wait that `regular` draws for the event. */
  longestDelayMs({ pace }: Source, fact: CatalogFact): number {
    return longestSweepDelayMs(this.intervalAt(pace, fact, this.now()).seconds, pace);
  }

  /** A draw that reaches into a closer tier is drawn again from its beginning: a Poisson process remembers nothing. */
  private draw(pace: Pace, fact: CatalogFact, { stretch, last }: Required<Drawing>, fromMs: number): Appointment {
    const { seconds, tier } = this.intervalAt(pace, fact, fromMs);
    const learned = this.learnedOf(fact, { tier, fromMs, last });
    const every = seconds * stretch;
    const dueAtMs =
      fromMs + (learned ? learnedSweepDelayMs(every, pace, this.random, learned) : nextSweepDelayMs(every, pace, this.random));
    const appointment: Appointment = {
      dueAtMs,
      reason: 'interval',
      tier,
      everySeconds: seconds,
      ...(learned && { share: shareOf(learned) }),
    };
    const changesMs = nextTierMs(occasionOf(fact), { ...this.settings, speed: pace.speed }, fromMs);
    if (changesMs === null || dueAtMs <= changesMs) return appointment;
    const redrawn = this.draw(pace, fact, { stretch, last }, changesMs);
    return redrawn.dueAtMs < dueAtMs ? redrawn : appointment;
  }

  /** Nothing where a person asked for an interval, where it is not wanted, and where nothing was learned. */
  private learnedOf({ data }: CatalogFact, { tier, ...moment }: { tier: string; fromMs: number; last: Span | null }): Learned | null {
    const patterns = this.strategy === 'adaptive' && tier !== 'sheet' ? this.learned.of(data.source) : null;
    return patterns && { patterns, subject: { eventId: data.eventId, startsAtMs: startsAtMsOf(data) }, ...moment };
  }

  private intervalAt({ speed }: Pace, fact: CatalogFact, atMs: number): Interval {
    return intervalAt(occasionOf(fact), { ...this.settings, speed }, atMs);
  }
}

/** Percent are enough for a person. */
const shareOf = ({ patterns, subject, fromMs }: Learned): number => Math.round(100 * shareAt(patterns, subject, fromMs)) / 100;

/** null where there is no end. */
export const startsAtMsOf = (details: Parameters<typeof startsAtLatestMs>[0]): number | null => {
  const startsAtMs = startsAtLatestMs(details);
  return Number.isFinite(startsAtMs) ? startsAtMs : null;
};

const occasionOf = ({ data }: CatalogFact): Occasion => ({ askedSeconds: data.intervalSeconds, startsAtMs: startsAtLatestMs(data) });
