import { observe, unseenBook, type Book } from '@tickettape/book';
import { subjects, type BookFact, type BookKey } from '@tickettape/contracts';
import { connectTape, ensureStreams } from '@tickettape/jetstream';
import { freshNats } from '@tickettape/testing';
import { answerOf } from '../apps/collector/dist/sources/stubhub-pro/answer.js';
import { sightingOf } from '../apps/collector/dist/sources/stubhub-pro/sighting.js';
import { marketAnswers } from './market-answers.ts';
import { median, type Bench, type Row } from './bench.ts';

const listings = 1_500;
const looks = 60;
const key: BookKey = { source: 'stubhub', eventId: '1' };

/** What a sweep costs the collector beside the bare parse of its answer, and what a book weighs in memory. */
export const collector: Bench = async ({ quick, progress }) => {
  const bodies = marketAnswers(listings, looks).map((answer) => JSON.stringify(answer));
  const rounds = quick ? 3 : 15;
  const parses: number[] = [];
  const works: number[] = [];
  warmUp(bodies);
  for (let round = 0; round < rounds; round += 1) {
    progress(`round ${round + 1} of ${rounds}`);
    parses.push(cpuMsPerCall(bodies, (body) => void JSON.parse(body)));
    works.push(cpuMsPerCall(bodies, lookThrough()));
  }
  const publishMs = await publishCpuMs(factsOf(bodies), rounds);
  return {
    name: 'collector',
    about: `One book of ${listings} listings; CPU of one core, medians of ${rounds} interleaved rounds of ${looks} looks.`,
    rows: rowsOf(bodies, parses, works, publishMs),
  };
};

const rowsOf = (bodies: readonly string[], parses: readonly number[], works: readonly number[], publishMs: number): Row[] => {
  const ratios = works.map((workMs, round) => (workMs + publishMs) / parses[round]!);
  return [
    { what: 'the answer', value: bodies[0]!.length / 1000, unit: 'KB', target: null },
    { what: 'bare JSON.parse of the answer', value: median(parses), unit: 'ms', target: null },
    { what: 'parse, map, validate, diff, statistics, encode', value: median(works), unit: 'ms', target: null },
    { what: 'publish to NATS', value: publishMs, unit: 'ms', target: null },
    { what: 'the whole sweep beside the bare parse', value: median(ratios), unit: 'x', target: 1.5 },
    { what: 'state of a book for each listing', value: stateBytes(bodies) / listings, unit: 'bytes', target: 350 },
  ];
};

/** One look after the other on the same book, as a collector takes them. */
const lookThrough = () => {
  let book: Book = unseenBook();
  let look = 0;
  return (body: string): string => {
    const observed = lookAt(body, book, (look += 1));
    book = observed.book;
    return JSON.stringify(observed.fact);
  };
};

const lookAt = (body: string, book: Book, look: number): { fact: BookFact; book: Book } => {
  const observedAt = new Date(Date.UTC(2026, 10, 22) + look * 60_000).toISOString();
  const known = book.status === 'seen' ? book.listings : undefined;
  return observe(key, sightingOf(answerOf(body)!, observedAt, known).sighting, book);
};

const factsOf = (bodies: readonly string[]): string[] => bodies.map(lookThrough());

const warmUp = (bodies: readonly string[]): void => {
  for (let turn = 0; turn < 3; turn += 1) {
    cpuMsPerCall(bodies, (body) => void JSON.parse(body));
    cpuMsPerCall(bodies, lookThrough());
  }
};

/** CPU of the whole process, with its collector of garbage. */
const cpuMsPerCall = (bodies: readonly string[], work: (body: string) => unknown): number => {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (const body of bodies) work(body);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / bodies.length;
};

const publishCpuMs = async (facts: readonly string[], rounds: number): Promise<number> => {
  const nats = await freshNats();
  const tape = await connectTape({ servers: nats.url, name: 'bench' });
  try {
    await ensureStreams(tape.jsm, ['BOOKS']);
    const costs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = process.cpuUsage();
      for (const fact of facts) await tape.js.publish(subjects.book(key), fact);
      const { user, system } = process.cpuUsage(before);
      costs.push((user + system) / 1000 / facts.length);
    }
    return median(costs);
  } finally {
    await tape.nc.close();
    await nats.stop();
  }
};

const heldBooks = 40;

/** Heap of books beside each other, each read from an answer of its own. */
const stateBytes = (bodies: readonly string[]): number => {
  const held: Book[] = [];
  const heap = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  for (let index = 0; index < heldBooks; index += 1) {
    const body = bodies[index % bodies.length]!;
    held.push(lookAt(body, unseenBook(), 1).book);
  }
  const bytes = (heap() - before) / heldBooks;
  return held.length === heldBooks ? bytes : Number.NaN;
};
