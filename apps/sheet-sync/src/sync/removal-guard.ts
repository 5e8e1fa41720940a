import { createHash } from 'node:crypto';
import type { TabName } from '../readers/sheet.js';

export type HoldReason = 'empty-sheet' | 'unreadable-rows' | 'too-many';

/** Removals that wait for a person. */
export type Hold = {
  tab: TabName;
  reason: HoldReason;
  /** Stands for exactly these names of this tab, so a confirmation cannot remove anything else. */
  token: string;
  names: readonly string[];
  /** How many there were before. */
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
};

/** The hold a removal has to wait in; null where it may go on. It is all or nothing: what vanished together is removed together. */
export const holdBack = (removal: Removal, { maxShare, confirmed }: GuardSettings): Hold | null => {
  const reason = doubtAbout(removal, maxShare);
  if (reason === null) return null;
  const names = [...removal.names].sort();
  const { tab, of } = removal;
  const token = tokenOf([tab, ...names]);
  return token === confirmed ? null : { tab, reason, token, names, of };
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
