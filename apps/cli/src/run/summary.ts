import { outcomes } from '@tickettape/contracts';
import { formatCount } from '../format/amount.js';
import { formatSpan } from '../format/span.js';
import type { TapeCounts } from './tape-counts.js';

/** What a run leaves: all that is on the tape and in the tables, of earlier runs on the same data too. */
export type Summary = {
  /** Tracked now. */
  events: number;
  sweeps: TapeCounts['sweeps'];
  tapeMessages: TapeCounts['messages'];
  rows: Record<string, number>;
  alerts: number;
  deliveries: TapeCounts['deliveries'];
  /** Books whose rows do not give the digest that the tape tells; null where storage could not say. */
  digestMismatches: number | null;
  /** Rows of the sheet that could not be used at its last reading; null where sheet-sync could not say. */
  rejections: number | null;
  /** Of this run, without start and end. */
  durationSeconds: number;
  /** Whether storage and notifier had handled the whole tape. */
  caughtUp: boolean;
  addresses: Record<string, string>;
};

export const formatSummary = (summary: Summary): string => {
  const seen = outcomes
    .filter((outcome) => summary.sweeps[outcome] > 0)
    .map((outcome) => `${formatCount(summary.sweeps[outcome])} ${outcome}`);
  return [
    `Ran for ${formatSpan(summary.durationSeconds * 1000)} and watched ${summary.events} events.`,
    `Looks:     ${seen.join(', ') || 'none'}`,
    `Alerts:    ${formatCount(summary.alerts)}, deliveries: ${summary.deliveries.sent} sent, ${summary.deliveries.failed} failed`,
    `Tables:    ${Object.entries(summary.rows)
      .map(([name, count]) => `${formatCount(count)} ${name}`)
      .join(', ')}`,
    `Digests:   ${digestsInWords(summary)}`,
  ].join('\n');
};

const digestsInWords = ({ digestMismatches, caughtUp }: Summary): string => {
  if (!caughtUp) return 'not compared: the tables were still behind the tape';
  if (digestMismatches === null) return 'could not be compared';
  return digestMismatches === 0 ? 'every row of the tables equals the tape' : `${digestMismatches} books differ from the tape`;
};
