import type { Listings, Observation } from '@tickettape/book';
import type { BookKey, Capabilities } from '@tickettape/contracts';
import type { Pace } from '../politeness/pace.js';
import type { CaptchaOffice } from './captcha-desk.js';

/** Why one item of an answer did not become a listing. A field that is not told is null; one that is told and cannot be read is never guessed. */
export type SkipReason =
  | 'not-an-object'
  | 'no-listing-id'
  | 'unreadable-text'
  | 'unreadable-quantity'
  | 'unreadable-price'
  | 'unreadable-currency'
  | 'currency-conflict';

/** An item left out of a look; `listingId` is null where the item tells none. */
export type Skip = { listingId: string | null; reason: SkipReason };

/** What a source keeps of one look to make the next look at the same book faster; nothing but speed depends on it, and only the source can read it. */
export interface Recall {
  /** Listings that it holds. */
  readonly size: number;
}

/** What one look brought home. */
export type Look = {
  observation: Observation;
  /** Milliseconds for which the source asked to be left alone; null where it did not ask. */
  retryAfterMs: number | null;
  skips: readonly Skip[];
  /** The answer as it came, page by page; none where there was nothing that can be read again. */
  bodies?: readonly string[];
  /** For the next look at the same book. */
  recall?: Recall | undefined;
  /** Requests made. */
  attempts: number;
};

export type LookOptions = {
  signal: AbortSignal;
  /** The book as it was seen last, in the order it was seen; whatever reads the same may be given as it stands there, which is faster. */
  known?: Listings | undefined;
  /** What the last look at the book brought home as `recall`; none after a restart, or where another replica looked since. */
  recall?: Recall | undefined;
};

/** A place that shows listings. The rest of the collector knows sources by this contract alone. */
export interface Source {
  /** The `source` of its books' keys. */
  readonly name: string;
  /** Of which kind it is; see `SourceKind`. */
  readonly kind: string;
  /** Host and port; requests to one host share one budget. */
  readonly host: string;
  readonly pace: Pace;
  readonly capabilities: Capabilities;
  /** Where the source may want a captcha solved by a person. */
  readonly captcha?: CaptchaOffice;
  /** Looks at one book. Whatever the source does is an observation; rejects only with the reason of `signal`. */
  look(key: BookKey, options: LookOptions): Promise<Look>;
  /** What a look makes of the pages of an answer that was kept. */
  read(key: BookKey, bodies: readonly string[], observedAt: string): Look;
  /** Ends what it keeps open between looks, such as a browser. */
  close?(): Promise<void>;
}

/** The sources this process can look at, by name. */
export type Sources = ReadonlyMap<string, Source>;

export const closeSources = async (sources: Sources): Promise<void> => {
  await Promise.all([...sources.values()].map(async (source) => source.close?.()));
};
