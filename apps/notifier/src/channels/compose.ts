import type { DeliveryQueued, WatchFinding } from '@tickettape/contracts';
import { highest } from '../delivery/due.js';
import type { Message, Picture, Telling } from './message.js';

export type Composed = {
  delivery: DeliveryQueued['data'];
  /** In the order of the notices. */
  tellings: readonly Telling[];
  /** Of the only notice; null in a digest. */
  finding: WatchFinding | null;
  picture: Picture | null;
  links: Message['links'];
};

/** One message of everything a delivery carries. */
export const compose = ({ delivery, tellings, finding, picture, links }: Composed): Message => {
  const { recipient, deliveryKey, kind, notices } = delivery;
  const [first] = notices;
  const subject = { recipient, deliveryKey, watchId: first!.watchId };
  const about = { key: deliveryKey, note: notes[kind], picture, links, subject };
  if (tellings.length === 1) return { ...tellings[0]!, ...about, parts: [], alert: finding?.data ?? null };
  return {
    ...about,
    kind: 'opened',
    severity: highest(notices),
    title: `${tellings.length} messages of your watches`,
    event: countedEvents(tellings),
    reason: [...new Set(tellings.map(({ title }) => title))].join(', '),
    listings: [],
    seen: null,
    proof: null,
    parts: tellings,
    alert: null,
  };
};

const notes: Record<DeliveryQueued['data']['kind'], string | null> = {
  alert: null,
  digest: 'This was held for you until now',
  escalation: 'Nobody has acknowledged this in time',
  redrive: 'Sent once more by hand',
};

const countedEvents = (tellings: readonly Telling[]): string => {
  const events = [...new Set(tellings.map(({ event }) => event))];
  return events.length === 1 ? events[0]! : `${events.length} events`;
};
