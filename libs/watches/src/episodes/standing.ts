import type { AlertFact, AlertOpened, BookKey, Condition, PriceSeen } from '@tickettape/contracts';

export type OpenEpisode = BookKey & {
  status: 'open';
  watchId: string;
  /** Episodes of one watch are counted 1, 2, 3. */
  number: number;
  /** `observedAt` of the look, or time of the watch fact, that the last alert fact came from: nothing older can change the episode. */
  asOf: string;
  alertId: string;
  openedAt: string;
  /** The rule it was opened by; the watch may have another one by now. */
  condition: Condition;
  /** What was seen then. */
  price: PriceSeen;
};

/** At most one episode is open. */
export type Episode = OpenEpisode | { status: 'idle'; number: number; asOf: string | null };

/** Whether people were told that the watch cannot be judged; blind times are counted 1, 2, 3. */
export type Sight = { isBlinded: boolean; number: number; asOf: string | null; since: string | null; lastSeen: PriceSeen | null };

/** Where a watch stands: the fold of its ALERTS subject. */
export type Standing = { episode: Episode; sight: Sight };

export const noEpisode: Episode = { status: 'idle', number: 0, asOf: null };
const inSight: Sight = { isBlinded: false, number: 0, asOf: null, since: null, lastSeen: null };
export const noStanding: Standing = { episode: noEpisode, sight: inSight };

/** Where the watch stands after `fact`. Deliveries change nothing, and neither does a fact about an episode that is past. */
export const evolveStanding = (standing: Standing, fact: AlertFact): Standing => {
  const { episode, sight } = standing;
  switch (fact.type) {
    case 'alert.opened.v1':
      return fact.data.episode > episode.number ? { sight, episode: opened(fact) } : standing;
    case 'alert.closed.v1':
      return episode.status === 'open' && fact.data.episode === episode.number
        ? { sight, episode: { status: 'idle', number: episode.number, asOf: later(episode.asOf, fact.time) } }
        : standing;
    case 'watch.blinded.v1': {
      const { blindness: number, since, lastSeen } = fact.data;
      return number > sight.number ? { episode, sight: { isBlinded: true, number, asOf: fact.time, since, lastSeen } } : standing;
    }
    case 'watch.sighted.v1':
      return sight.isBlinded && fact.data.blindness === sight.number
        ? { episode, sight: { ...inSight, number: sight.number, asOf: fact.time } }
        : standing;
    case 'delivery.sent.v1':
    case 'delivery.failed.v1':
      return standing;
  }
};

const opened = ({ time, data }: AlertOpened): OpenEpisode => ({
  status: 'open',
  watchId: data.watchId,
  source: data.source,
  eventId: data.eventId,
  number: data.episode,
  asOf: time,
  alertId: data.alertId,
  openedAt: time,
  condition: data.condition,
  price: data.evidence.after,
});

const later = (a: string, b: string): string => (isAfter(b, a) ? b : a);

/** Whether the instant `a` comes after `b`. */
export const isAfter = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);
