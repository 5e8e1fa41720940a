import type { JsMsg } from '@nats-io/jetstream';
import { aBlindness } from '@tickettape/book/examples';
import { BookFact, subjects } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksProjection } from '../books/books.projection.js';
import { dumpTables, emptyTables } from '../books/tables.examples.js';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { Writer } from '../database/writer.js';
import { anyTape, look } from '../tape.examples.js';
import { BatchWriter } from './batch-writer.js';
import { loadPosition } from './position.js';
import { readMessage, type Incoming } from './read-message.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());

const messageOf = (text: string, subject: string, seq: number): JsMsg =>
  ({
    seq,
    subject,
    time: new Date(Date.UTC(2026, 10, 21, 12, 0, seq)),
    info: { stream: 'BOOKS' },
    json: () => JSON.parse(text) as unknown,
  }) as unknown as JsMsg;

/** No text of PostgreSQL holds a NUL, so that a message that meets its contract is refused. */
const refused = (eventId: string): BookFact => look([aBlindness({ detail: '\u0000' })], { source: 'stubhub', eventId })[0]!.fact;

/** What stands on the stream: facts, and between them messages that meet no contract or whose rows are refused. */
const anyStream: fc.Arbitrary<Incoming<BookFact>[]> = fc
  .tuple(anyTape(3, 12), fc.array(fc.tuple(fc.nat(40), fc.boolean()), { maxLength: 5 }))
  .map(([tape, poisons]) => {
    const texts = tape.map(({ fact }) => ({ text: JSON.stringify(fact), subject: subjects.book(fact.data) }));
    for (const [index, [place, isRefused]] of poisons.entries()) {
      const text = isRefused ? JSON.stringify(refused(`refused-${index}`)) : '{"half":';
      texts.splice(place % (texts.length + 1), 0, { text, subject: 'book.stubhub.1' });
    }
    return texts.map(({ text, subject }, index) => readMessage(BookFact, messageOf(text, subject, index + 1)));
  });

/** How many messages a transaction takes, and what happens afterwards: the next one at once, once it is committed, by a new writer, by two of them. */
type Turn = { take: number; afterwards: 'go on' | 'wait' | 'restart' | 'rival' };

const anyTurns: fc.Arbitrary<Iterator<Turn>> = fc.infiniteStream(
  fc.record({ take: fc.integer({ min: 1, max: 15 }), afterwards: fc.constantFrom('go on', 'go on', 'wait', 'restart', 'rival') }),
);

const open = async (buried: Set<number>) => {
  const writer = await Writer.open(database.url, 'spec', () => undefined);
  const { position } = await loadPosition(writer, booksProjection, 'spec');
  const bury = async ({ seq }: JsMsg) => void buried.add(seq);
  const known = await booksProjection.load(writer);
  const committed: number[] = [];
  const onCommit = (batch: readonly Incoming<BookFact>[]) => void committed.push(...batch.map(({ message }) => message.seq));
  const batches = new BatchWriter({ projection: booksProjection, writer, known, position, bury, onCommit });
  return { writer, batches, position, committed };
};

/** Writes the stream in these turns; every rival holds what was known before the batch, as a writer that lost its lock without noticing. */
const write = async (stream: readonly Incoming<BookFact>[], turns: Iterator<Turn>) => {
  await emptyTables(database.pool);
  await database.pool.query('delete from projections');
  const buried = new Set<number>();
  let current = await open(buried);
  for (let position = 0; position < stream.length;) {
    const { take, afterwards } = turns.next().value;
    const batch = stream.slice(position, position + take);
    if (afterwards === 'rival') await current.batches.drain();
    const rival = afterwards === 'rival' ? await open(buried) : null;
    await current.batches.write(batch);
    position += batch.length;
    if (afterwards === 'go on') continue;
    await current.batches.drain();
    if (rival) {
      await expect(rival.batches.write(batch).then(() => rival.batches.drain())).rejects.toMatchObject({ code: 'TT001' });
      await rival.writer.close();
    }
    if (afterwards !== 'restart') continue;
    await current.writer.close();
    current = await open(buried);
    expect(current.position).toBe(position);
  }
  await current.batches.drain();
  expect(current.committed).toEqual(current.committed.toSorted((one, other) => one - other));
  await current.writer.close();
  return { tables: await dumpTables(database.pool), buried: [...buried].toSorted((one, other) => one - other) };
};

function* oneByOne(): Generator<Turn> {
  for (;;) yield { take: 1, afterwards: 'wait' };
}

describe('what a stream leaves in the tables', () => {
  it('is the same with any batches, restarts at any place, rivals and poison in the middle', () =>
    fc.assert(
      fc.asyncProperty(anyStream, anyTurns, async (stream, turns) => {
        const found = await write(stream, turns);
        expect(found).toEqual(await write(stream, oneByOne()));
        const gaps = (found.tables['gaps'] as { stream_seq: string; reason: string }[]).filter(({ reason }) => reason !== 'looks-missing');
        expect(gaps.map(({ stream_seq }) => Number(stream_seq))).toEqual(found.buried);
      }),
      { numRuns: Number(process.env['TAPE_RUNS'] ?? 8) },
    ));
});
