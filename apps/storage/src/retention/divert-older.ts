import type { BookFact } from '@tickettape/contracts';
import type { Gap } from '../gaps/gap.js';
import type { Recorded } from '../projector/projection.js';

type Split<Look> = { kept: Look[]; older: Look[] };

/** Looks observed before `keptSince` would bring back a part of what was dropped; `older` are those. */
export const divertOlder = <Look extends Recorded<BookFact>>(looks: readonly Look[], keptSince: string | null): Split<Look> => {
  if (keptSince === null) return { kept: [...looks], older: [] };
  const horizonMs = Date.parse(keptSince);
  const { kept = [], older = [] } = Object.groupBy(looks, ({ fact }) => (Date.parse(fact.data.observedAt) < horizonMs ? 'older' : 'kept'));
  return { kept, older };
};

/** One gap for all looks of a batch that have no row in `sweeps`. */
export const olderGaps = (older: readonly Recorded<BookFact>[], keptSince: string | null): Gap[] => {
  const [first, last] = [older[0], older.at(-1)];
  if (!first || !last) return [];
  const detail = `${older.length} looks from message ${first.position} to ${last.position} were observed before ${keptSince}; they have no row in sweeps`;
  return [
    { stream: 'BOOKS', position: first.position, subject: first.subject, reason: 'older-than-retention', detail, at: first.storedAt },
  ];
};
