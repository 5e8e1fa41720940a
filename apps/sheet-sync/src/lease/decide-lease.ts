/** Who holds it, as it stands in the bucket: the machine and the process, so that the next life of the same place knows that the last one is over. */
export type Holder = { host: string; pid: number };

/** The entry of the bucket; `holder` is null where the last one gave it back. */
export type Entry = { revision: number; holder: Holder | null };

export type LeaseView = {
  entry: Entry | null;
  /** The revision that we wrote last; null when we hold nothing. */
  ownRevision: number | null;
  /** Since when, by our own clock, we have seen the entry at its revision, in milliseconds. */
  unchangedMs: number;
  termMs: number;
  /** Whether the holder is a process of this machine that is gone, or an earlier life of ours. */
  isGone: (holder: Holder) => boolean;
};

/**
 * `create` and `take` begin a term, `renew` goes on with ours, `wait` leaves it to the other. Clocks of two machines are never compared: a term is over when
 * the entry has not changed for as long as it lasts, by the clock of whoever looks.
 */
export const decideLease = ({ entry, ownRevision, unchangedMs, termMs, isGone }: LeaseView): 'create' | 'renew' | 'take' | 'wait' => {
  if (entry === null) return 'create';
  if (entry.revision === ownRevision) return 'renew';
  if (entry.holder === null || isGone(entry.holder)) return 'take';
  return unchangedMs >= termMs ? 'take' : 'wait';
};
