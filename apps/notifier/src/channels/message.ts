import type { Notice, Severity, WatchFinding } from '@tickettape/contracts';

/** A picture of the prices that led to an alert, as PNG. */
export type Picture = { png: Uint8Array; alt: string };

/** What a person is told of one notice; every channel makes its own text of it. */
export type Telling = {
  kind: Notice['kind'] | 'test';
  severity: Severity;
  title: string;
  /** The event as people name it, or `source/eventId` where the catalogue does not know it. */
  event: string;
  /** The rule and what met it. */
  reason: string;
  /** One line for each listing. */
  listings: readonly string[];
  /** When it was seen and how complete the look was; null in a test message. */
  seen: string | null;
  /** A command that replays the moment from the tape; null in a test message. */
  proof: string | null;
};

/** What a person is told: one thing, or several in a digest. The same model for every channel. */
export type Message = Telling & {
  /** The same for every try of one delivery, so that a receiver can recognise a repetition. */
  key: string;
  /** Why it comes now, where that is not the moment it was seen; null for what was just seen. */
  note: string | null;
  /** The single things of a digest; empty in any other message. */
  parts: readonly Telling[];
  /** For machines; null in a digest and in a test message. */
  alert: WatchFinding['data'] | null;
  picture: Picture | null;
  /** Where a person can say that they have seen it, or want no more; null where no public address is configured. */
  links: { acknowledge: string | null; picture: string | null; stop: string | null };
  /** What buttons of a channel that has them are about; null where there is nothing to press. */
  subject: { recipient: string; deliveryKey: string; watchId: string } | null;
};

export const noLinks = { acknowledge: null, picture: null, stop: null } as const;

export const testMessage = (key: string): Message => ({
  key,
  kind: 'test',
  severity: 'normal',
  title: 'tickettape test message',
  event: 'no event',
  reason: 'somebody asked for this message to see whether the channel works',
  listings: [],
  seen: null,
  proof: null,
  note: null,
  parts: [],
  alert: null,
  picture: null,
  links: noLinks,
  subject: null,
});

/** The title with a word for what it is; what began needs none. */
export const titleOf = ({ kind, title }: Pick<Telling, 'kind' | 'title'>): string => `${headings[kind]}${title}`;

const headings: Record<Telling['kind'], string> = {
  opened: '',
  closed: 'Over: ',
  blinded: 'Cannot see: ',
  sighted: 'Sees again: ',
  test: '',
};
