import type { TabName } from '@tickettape/contracts';
import { createHash } from 'node:crypto';

export const holdReasons = ['empty-sheet', 'unreadable-rows', 'too-many'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Removals that wait for a person. */
export type Hold = {
  tab: TabName;
  reason: HoldReason;
  /** Stands for exactly these names of this tab, so a confirmation cannot remove anything else. */
  token: string;
  names: readonly string[];
  /** How many are live, with these. */
  of: number;
};

export type Removal = {
  tab: TabName;
  /** What vanished from the tab. */
  names: readonly string[];
  /** How many of its kind the tape holds as live. */
  of: number;
  rowCount: number;
  rowsWithoutKey: number;
  cutOff: boolean;
};

export type GuardSettings = {
  /** Above this share of what is live, 0 to 1, a removal waits. */
  maxShare: number;
  /** The token of a hold that a person confirmed. */
  confirmed: string | undefined;
  /** What waited after the cycle before; null where nothing did. */
  heldBefore: Pick<Hold, 'reason' | 'names'> | null;
};

/**
 * The hold of a removal; null where all of it may go on. What is held waits until a person confirms it or its row is back: new rows make its share
 * smaller, but not its removal more believable.
 */
export const holdBack = (removal: Removal, { maxShare, confirmed, heldBefore }: GuardSettings): Hold | null => {
  const waiting = removal.names.filter((name) => heldBefore?.names.includes(name));
  const fresh = removal.names.filter((name) => !waiting.includes(name));
  const doubt = doubtAbout({ ...removal, names: fresh, of: removal.of - waiting.length }, maxShare);
  const reason = doubt ?? heldBefore?.reason;
  const names = (doubt === null ? waiting : [...removal.names]).sort();
  if (reason === undefined || names.length === 0) return null;
  const token = tokenOf([removal.tab, ...names]);
  return token === confirmed ? null : { tab: removal.tab, reason, token, names, of: removal.of };
};

const doubtAbout = ({ names, of, rowCount, rowsWithoutKey, cutOff }: Removal, maxShare: number): HoldReason | null => {
  if (names.length === 0) return null;
  if (rowCount === 0) return 'empty-sheet';
  if (rowsWithoutKey > 0 || cutOff) return 'unreadable-rows';
  return names.length / of > maxShare ? 'too-many' : null;
};

const tokenOf = (names: readonly string[]): string => createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16);

/** What reading a tab leads to. */
export type Decision<Fact> = {
  facts: readonly Fact[];
  /** Removals that wait; null where there are none. */
  hold: Hold | null;
};
