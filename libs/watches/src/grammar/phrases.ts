import type { Measure } from '@tickettape/contracts';

/** What a clause is about, as far as its first words say it. */
export type Subject = 'measure' | 'new-listing' | 'listing-gone' | 'listing-back' | 'slot-available' | 'market-quiet' | 'blind';
export type Verb = 'below' | 'above' | 'moves' | 'low' | 'high' | 'unusual';

type Phrases<Meaning> = readonly (readonly [phrase: string, meaning: Meaning])[];

const longestFirst = <Meaning>(phrases: Phrases<Meaning>): Phrases<Meaning> =>
  phrases.toSorted(([a], [b]) => b.split(' ').length - a.split(' ').length);

type Opening = { subject: Subject; measure?: Measure; verb?: Verb };

const measures: Record<Measure, readonly string[]> = {
  'get-in': ['get in', 'getin', 'lowest price', 'price'],
  median: ['median', 'median price'],
  listings: ['listings', 'inventory', 'listing count'],
  tickets: ['tickets', 'ticket count'],
};

/** How a clause may begin. */
export const openings = longestFirst<Opening>([
  ...Object.entries(measures).flatMap(([measure, phrases]) =>
    phrases.map((phrase) => [phrase, { subject: 'measure', measure: measure as Measure }] as const),
  ),
  ['new low', { subject: 'measure', measure: 'get-in', verb: 'low' }],
  ['new high', { subject: 'measure', measure: 'get-in', verb: 'high' }],
  ...['new listing', 'new listings', 'listing appears', 'listing appeared', 'listings appear'].map(
    (phrase) => [phrase, { subject: 'new-listing' }] as const,
  ),
  ...['listing gone', 'listings gone'].map((phrase) => [phrase, { subject: 'listing-gone' }] as const),
  ...['listing back', 'listings back'].map((phrase) => [phrase, { subject: 'listing-back' }] as const),
  ...['slot', 'slots', 'slot available', 'slots available', 'slot free', 'appointment', 'appointment available', 'appointment free'].map(
    (phrase) => [phrase, { subject: 'slot-available' }] as const,
  ),
  ...['market quiet', 'quiet', 'market calm'].map((phrase) => [phrase, { subject: 'market-quiet' }] as const),
  ...['market unusual', 'unusual'].map((phrase) => [phrase, { subject: 'measure', measure: 'get-in', verb: 'unusual' }] as const),
  ['blind', { subject: 'blind' }],
  ['source blind', { subject: 'blind' }],
]);

type Action = { verb: Verb; direction?: 'up' | 'down' };

/** What may follow a measure. */
export const actions = longestFirst<Action>([
  ...['below', 'under', 'at most', '<', '<='].map((phrase) => [phrase, { verb: 'below' }] as const),
  ...['above', 'over', 'at least', '>', '>='].map((phrase) => [phrase, { verb: 'above' }] as const),
  ...['moves', 'move', 'moved', 'changes', 'change', 'changed'].map((phrase) => [phrase, { verb: 'moves' }] as const),
  ...['falls', 'fall', 'fell', 'drops', 'drop', 'down'].map((phrase) => [phrase, { verb: 'moves', direction: 'down' }] as const),
  ...['rises', 'rise', 'rose', 'jumps', 'up'].map((phrase) => [phrase, { verb: 'moves', direction: 'up' }] as const),
  ['new low', { verb: 'low' }],
  ['new high', { verb: 'high' }],
  ['unusual', { verb: 'unusual' }],
]);

/** Words that may stand before and behind an action and say nothing. */
export const fillers: ReadonlySet<string> = new Set(['is', 'are', 'a', 'an', 'at', 'by', 'of', 'the', 'than']);

/** Words at which the name of a section, a zone or a row ends; a name that holds one is written in quotes. */
export const stops: ReadonlySet<string> = new Set([
  'within',
  'in',
  'for',
  'and',
  'or',
  'section',
  'zone',
  'row',
  'under',
  'below',
  'at',
  'from',
  'to',
  'until',
  'between',
  'on',
  ')',
  '(',
]);

/** Words that dashes may join. */
export const vocabulary: ReadonlySet<string> = new Set([...openings, ...actions].flatMap(([phrase]) => phrase.split(' ')));
