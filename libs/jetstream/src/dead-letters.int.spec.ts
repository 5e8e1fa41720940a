import { headers } from '@nats-io/transport-node';
import { freshNats, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bury, connectTape, ensureStreams, readDeadLetter, readDeadLetters, redrive, type DeadLetter, type Tape } from './index.js';

let nats: FreshNats;
let tape: Tape;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['SWEEPS', 'BOOKS', 'DEAD']);
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});

const due = JSON.stringify({ source: 'stubhub', eventId: '1', dueAt: '2026-11-21T12:00:00.000Z', reason: 'interval' });

const buryOne = async (stream: 'SWEEPS' | 'BOOKS', subject: string, text: string, consumer: string): Promise<DeadLetter> => {
  const { seq } = await tape.js.publish(subject, text);
  const carrier = headers();
  carrier.append('traceparent', '00-a-b-01');
  await bury(tape.js, 'spec', consumer, {
    stream,
    sequence: seq,
    subject,
    data: Buffer.from(text),
    headers: carrier,
    reason: 'no such\nthing',
  });
  if (stream === 'SWEEPS') await tape.jsm.streams.deleteMessage('SWEEPS', seq);
  return (await all()).at(-1)!;
};
const all = () => Array.fromAsync(readDeadLetters(tape.jsm));
const lastOf = async (stream: string) => (await tape.jsm.streams.info(stream)).state.last_seq;

describe('dead letters', () => {
  it('tell who could not handle what, and why', async () => {
    const letter = await buryOne('BOOKS', 'book.stubhub.1', '{"half":', 'books');
    expect(letter).toMatchObject({
      service: 'spec',
      consumer: 'books',
      reason: 'no such thing',
      origin: { stream: 'BOOKS', sequence: 1, subject: 'book.stubhub.1' },
      headers: { traceparent: ['00-a-b-01'] },
    });
    expect(Buffer.from(letter.body).toString()).toBe('{"half":');
    expect(await readDeadLetter(tape.jsm, letter.sequence)).toEqual(letter);
    expect(await readDeadLetter(tape.jsm, 999)).toBeNull();
  });

  it('that are commands are sent again once, and leave DEAD', async () => {
    const letter = await buryOne('SWEEPS', 'sweep.due.stubhub.1', due, 'sweeps');
    const before = await lastOf('SWEEPS');
    expect(await redrive(tape, letter)).toMatchObject({ kind: 'send' });
    await redrive(tape, letter).catch(() => undefined);
    expect(await lastOf('SWEEPS')).toBe(before + 1);
    const sent = await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: 'sweep.due.stubhub.1' });
    expect(sent!.string()).toBe(due);
    expect(await readDeadLetter(tape.jsm, letter.sequence)).toBeNull();
  });

  it('that are facts are never stored a second time', async () => {
    const [letter] = await all();
    const before = await lastOf('BOOKS');
    expect(await redrive(tape, letter!)).toMatchObject({ kind: 'still-invalid' });
    expect([await lastOf('BOOKS'), (await all()).length]).toEqual([before, 1]);
  });

  it('may have been put there by hand', async () => {
    await tape.js.publish('dead.some.one', 'x');
    expect((await all()).at(-1)).toMatchObject({ service: 'some', consumer: 'one', origin: null, reason: '' });
  });
});
