import { observe, unseenBook, type Book } from '@tickettape/book';
import { subjects, type BookFact } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher } from '@tickettape/jetstream';
import { freshNats } from '@tickettape/testing';
import type { HostGate } from '../apps/collector/dist/politeness/host-gate.js';
import { paceOf } from '../apps/collector/dist/politeness/pace.js';
import type { Recall } from '../apps/collector/dist/sources/source.js';
import { stubHubPro } from '../apps/collector/dist/sources/stubhub-pro/stubhub-pro.js';
import { marketAnswers } from './market-answers.ts';
import { median, type Bench, type Row } from './bench.ts';

const listings = 1_500;
const looks = 60;
const key = { source: 'stubhub', eventId: '1' };

/** What a sweep costs the collector beside the bare parse of its answer, and what a book weighs in memory. */
export const collector: Bench = async ({ quick, progress }) => {
  const bodies = marketAnswers(listings, looks).map((answer) => JSON.stringify(answer));
  const rounds: Round[] = [];
  const fleet = await fleetOf(bodies);
  await publishing(async (publisher) => {
    for (let turn = 0; turn < 3; turn += 1) await roundOf(bodies, publisher, `warm-up-${turn}`);
    for (let round = 1; round <= (quick ? 3 : 15); round += 1) {
      progress(`round ${round}`);
      rounds.push(await roundOf(bodies, publisher, `round-${round}`));
    }
  });
  return {
    name: 'collector',
    about: `One book of ${listings} listings; CPU of one core, medians of ${rounds.length} interleaved rounds of ${looks - 1} looks at a book that is known.`,
    rows: rowsOf(bodies, rounds, fleet),
  };
};

/** CPU of the process for one look, in milliseconds. */
type Round = { parse: number; look: number; lookAnew: number; publish: number };

const roundOf = async ([first, ...bodies]: readonly string[], publisher: Publisher, eventId: string): Promise<Round> => {
  const facts: BookFact[] = [];
  const recalling = looker();
  const forgetful = looker();
  // The first look at a book is not one of those measured: it is what `lookAnew` shows.
  for (const look of [recalling, forgetful]) await look(first!);
  const publish = (fact: BookFact) => publisher.publish(subjects.book({ ...key, eventId }), { ...fact, id: `${eventId} ${fact.id}` });
  return {
    parse: await cpuMsOfEach(bodies, (body) => void JSON.parse(body)),
    look: await cpuMsOfEach(bodies, async (body) => facts.push(await recalling(body))),
    lookAnew: await cpuMsOfEach(bodies, (body) => forgetful(body, { forget: true })),
    publish: await cpuMsOfEach(facts, publish),
  };
};

const rowsOf = (bodies: readonly string[], rounds: readonly Round[], fleet: Fleet): Row[] => {
  const medianOf = (measure: (round: Round) => number): number => median(rounds.map(measure));
  const cost = (what: string, measure: (round: Round) => number): Row => ({ what, value: medianOf(measure), unit: 'ms', target: null });
  return [
    { what: 'the answer', value: bodies[0]!.length / 1000, unit: 'KB', target: null },
    cost('bare JSON.parse of the answer', ({ parse }) => parse),
    cost('parse, map, validate, diff, statistics', ({ look }) => look),
    cost('the same where nothing is recalled of the look before', ({ lookAnew }) => lookAnew),
    cost('encode and publish to NATS', ({ publish }) => publish),
    beside(
      'the whole sweep beside the bare parse',
      medianOf(({ parse, look, publish }) => (look + publish) / parse),
      1.5,
    ),
    beside(
      'the same where nothing is recalled',
      medianOf(({ parse, lookAnew, publish }) => (lookAnew + publish) / parse),
      null,
    ),
    { what: 'state of a book for each listing', value: fleet.bytes / fleet.held.length / listings, unit: 'bytes', target: 350 },
  ];
};

const beside = (what: string, value: number, target: number | null): Row => ({ what, value, unit: 'x', target });

type State = { book: Book; recall: Recall | undefined };

/** Looks at one book again and again, as a collector does: with the book and, unless it is to forget, with what is recalled of the look before. */
const looker = (state: State = { book: unseenBook(), recall: undefined }) => {
  const signal = new AbortController().signal;
  let answer = '';
  let clock = Date.UTC(2026, 10, 22);
  const source = stubHubPro({
    name: key.source,
    host: 'bench',
    pace: paceOf('127.0.0.1', 1),
    gate: openGate,
    ask: async () => ({ kind: 'reply', status: 200, location: null, retryAfter: null, body: answer }),
    now: () => (clock += 60_000),
  });
  return async (body: string, { forget = false } = {}): Promise<BookFact> => {
    answer = body;
    const known = state.book.status === 'seen' ? state.book.listings : undefined;
    const { observation, recall } = await source.look(key, { signal, known, recall: forget ? undefined : state.recall });
    const { fact, book } = observe(key, observation, state.book);
    Object.assign(state, { book, recall });
    return fact;
  };
};

/** No turn, no budget, no delay. */
const openGate = { run: (_errand: unknown, request: () => unknown) => request() } as unknown as HostGate;

/** With its collector of garbage, which comes when it comes, as in a collector. */
const cpuMsOfEach = async <Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number> => {
  const before = process.cpuUsage();
  for (const item of items) await work(item);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / items.length;
};

const publishing = async (work: (publisher: Publisher) => Promise<void>): Promise<void> => {
  const nats = await freshNats();
  const tape = await connectTape({ servers: nats.url, name: 'bench' });
  try {
    await ensureStreams(tape.jsm, ['BOOKS']);
    await work(new Publisher(tape.js, tape.jsm));
  } finally {
    await tape.nc.close();
    await nats.stop();
  }
};

const heldBooks = 40;

/** Books as `Books` holds them, with what is recalled of them, each read from two answers of its own; `bytes` are those of all. They stay while the rest is measured. */
type Fleet = { held: readonly State[]; bytes: number };

const fleetOf = async (bodies: readonly string[]): Promise<Fleet> => {
  const before = usedBytes();
  const held: State[] = [];
  for (let index = 0; index < heldBooks; index += 1) {
    const state: State = { book: unseenBook(), recall: undefined };
    const look = looker(state);
    for (const body of [bodies[index % bodies.length]!, bodies[(index + 1) % bodies.length]!]) await look(body);
    held.push(state);
  }
  return { held, bytes: usedBytes() - before };
};

const usedBytes = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
