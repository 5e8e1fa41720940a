import type { AlertFact, AlertOpened, BookKey, Condition } from '@tickettape/contracts';

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
  /** Listings the alert told of, at most as many as its evidence holds. */
  listingIds: readonly string[];
};

/** Where a watch stands: the fold of its ALERTS subject. At most one episode is open. */
export type Episode = OpenEpisode | { status: 'idle'; number: number; asOf: string | null };

export const noEpisode: Episode = { status: 'idle', number: 0, asOf: null };

/** The episode after `fact`. Deliveries change nothing, and neither does a fact about an episode that is past. */
export const evolve = (episode: Episode, fact: AlertFact): Episode => {
  switch (fact.type) {
    case 'alert.opened.v1':
      return fact.data.episode > episode.number ? opened(fact) : episode;
    case 'alert.closed.v1':
      return episode.status === 'open' && fact.data.episode === episode.number
        ? { status: 'idle', number: episode.number, asOf: later(episode.asOf, fact.time) }
        : episode;
    case 'watch.blinded.v1':
    case 'watch.sighted.v1':
    case 'delivery.sent.v1':
    case 'delivery.failed.v1':
      return episode;
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
  listingIds: data.evidence.listings.listingId,
});

const later = (a: string, b: string): string => (isAfter(b, a) ? b : a);

/** Whether the instant `a` comes after `b`. */
export const isAfter = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);
