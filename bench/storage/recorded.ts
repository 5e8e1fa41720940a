import { decide, evolve, unseenBook, type Book } from '@tickettape/book';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from '../../apps/collector/dist/sources/stubhub-pro/answer.js';
import { sightingOf } from '../../apps/collector/dist/sources/stubhub-pro/sighting.js';
import type { Row } from '../bench.ts';
import type { Sweep } from './market.ts';
import { record, withTape } from './recording.ts';
import { openSeedStore } from './seed-store.ts';
import { msPerSweep, walPerSweep } from './span.ts';
import { openStore } from './store.ts';

/** A folder with `manifest.json`: `[{ eventId, observedAt, file }]`, each file an answer of the pro endpoint. */
export const recordedSeries: string | undefined = process.env['BENCH_RECORDED_SERIES'];

type Entry = { eventId: string; observedAt: string; file: string };

/** The same on sweeps of a real market: smaller books with far more churn. */
export const recordedRows = async (folder: string): Promise<Row[]> =>
  withTape(async (tape) => {
    const sweeps = readSweeps(folder);
    await record(tape, sweeps);
    const [seed, ours] = [await openSeedStore(), await openStore(tape)];
    const [written, live] = [await seed.write(sweeps), await ours.follow(sweeps.length, { maxMessages: 1, warmUpSweeps: 1 })];
    await Promise.all([seed.database.drop(), ours.database.drop()]);
    const listings = sweeps.reduce((sum, { snapshot }) => sum + snapshot.length, 0) / sweeps.length;
    return [
      { what: `recorded series, ${sweeps.length} sweeps: listings of a sweep`, value: listings, unit: '', target: null },
      { what: 'recorded series: changes of a sweep', value: meanChanges(sweeps), unit: '', target: null },
      { what: 'recorded series: live', value: msPerSweep(written) / msPerSweep(live), unit: 'x', target: null },
      { what: 'recorded series: less log per sweep, live', value: walPerSweep(written) / walPerSweep(live), unit: 'x', target: null },
    ];
  });

const readSweeps = (folder: string): Sweep[] => {
  const entries = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Entry[];
  const books = new Map<string, Book>();
  return entries.map(({ eventId, observedAt, file }) => {
    const answer = answerOf(readFileSync(join(folder, file), 'utf8'));
    if (answer === null) throw new Error(`${file} is no answer of the pro endpoint`);
    const { sighting } = sightingOf(answer, observedAt);
    const book = books.get(eventId) ?? unseenBook();
    const fact = decide({ source: 'stubhub', eventId }, sighting, book);
    books.set(eventId, evolve(book, fact));
    return { eventId, observedAt, snapshot: sighting.listings, fact };
  });
};

/** Of the sweeps that could be compared with the one before. */
const meanChanges = (sweeps: readonly Sweep[]): number => {
  const counts = sweeps.flatMap(({ fact }) =>
    fact.type === 'book.changed.v1'
      ? [fact.data.appeared.listingId.length + fact.data.changed.listingId.length + fact.data.gone.length]
      : fact.type === 'book.confirmed.v1'
        ? [0]
        : [],
  );
  return counts.reduce((sum, count) => sum + count, 0) / counts.length;
};
