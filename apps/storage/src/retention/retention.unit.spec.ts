import { aListing, aSighting } from '@tickettape/book/examples';
import { describe, expect, it } from 'vitest';
import { after } from '../price-history/timed-tape.examples.js';
import { look, recorded } from '../tape.examples.js';
import { decideRetention } from './decide-retention.js';
import { divertOlder, olderGaps } from './divert-older.js';
import { planEdition, policyStatements } from './edition.js';

const chunks = ['2026-10-01', '2026-10-08', '2026-10-15'].map((day) => ({ name: day, endsAt: `${day}T00:00:00.000Z` }));
const situation = { nowMs: Date.parse('2026-11-09T00:00:00Z'), retentionDays: 30, chunks, newestLookAt: '2026-11-08T23:00:00.000Z' };

describe('retention', () => {
  it('drops whole chunks that are old enough, and nothing that holds anything younger', () => {
    const keptSince = '2026-10-08T00:00:00.000Z';
    expect(decideRetention(situation)).toEqual({ kind: 'drop', keptSince, chunks: ['2026-10-01', '2026-10-08'] });
    expect(decideRetention({ ...situation, retentionDays: 31 * 2 })).toEqual({ kind: 'nothing-to-drop' });
  });

  it('is off unless it is asked for', () => expect(decideRetention({ ...situation, retentionDays: null })).toEqual({ kind: 'off' }));

  it('waits while rows of that age may still be written', () => {
    for (const newestLookAt of [null, '2026-09-01T00:00:00.000Z', '2026-10-08T23:59:59.999Z'])
      expect(decideRetention({ ...situation, newestLookAt })).toEqual({ kind: 'catching-up' });
  });
});

describe('a look that is older than what is kept', () => {
  const seen = aSighting([aListing('a')]);
  const looks = recorded(look([after(0, seen), after(60, seen), after(120, seen)]).map(({ fact }) => fact));
  const keptSince = looks[1]!.fact.data.observedAt;

  it('is told apart to the millisecond', () => {
    const { kept, older } = divertOlder(looks, keptSince);
    expect([older.map(({ position }) => position), kept.map(({ position }) => position)]).toEqual([[1], [2, 3]]);
    expect(divertOlder(looks, null)).toEqual({ kept: looks, older: [] });
  });

  it('is reported with others of its batch as one gap', () => {
    expect(olderGaps(looks.slice(0, 2), keptSince)).toMatchObject([{ position: 1, reason: 'older-than-retention', stream: 'BOOKS' }]);
    expect(olderGaps([], keptSince)).toEqual([]);
  });
});

describe('the edition of TimescaleDB', () => {
  const both = { retentionDays: 90, compressAfterDays: 7 };
  const names = (license: string, wishes = both) => policyStatements(planEdition(license, wishes), wishes, license).map(({ name }) => name);

  it('decides who drops and whether anything is compressed', () => {
    expect(planEdition('apache', both)).toEqual({ retention: 'own-job', compression: 'not-in-this-edition' });
    expect(planEdition('timescale', both)).toEqual({ retention: 'policy', compression: 'policy' });
    for (const license of ['apache', 'timescale'])
      expect(planEdition(license, { retentionDays: null, compressAfterDays: null })).toEqual({ retention: 'off', compression: 'off' });
  });

  it('is asked for policies only where it has them', () => {
    expect(names('apache')).toEqual([]);
    expect(names('timescale')).toEqual([
      'no-retention-policy',
      'no-columnstore-policy',
      'retention-policy',
      'columnstore',
      'columnstore-policy',
    ]);
  });
});
