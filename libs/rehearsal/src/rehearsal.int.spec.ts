import type { Observation } from '@tickettape/book';
import { key } from '@tickettape/book/examples';
import { BookFact, envelope, subjects, type AlertFact, type Watch } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, type FreshNats } from '@tickettape/testing';
import { alertsOver, asking, isBlind, minute, sees, seesPartly } from '@tickettape/watches/examples';
import { watchFact, type Watched } from '@tickettape/watches';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { explain, rehearse } from './index.js';

let nats: FreshNats;
let tape: Tape;
let publisher: Publisher;
let counter = 0;
let watch: Watched;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['BOOKS', 'WATCHES', 'ALERTS']);
  publisher = new Publisher(tape.js, tape.jsm);
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});
beforeEach(() => {
  counter += 1;
  watch = { ...asking('get-in below 95 USD for 2m; re-arm 5m; blind after 2m'), ...key, eventId: String(counter), watchId: `w${counter}` };
});

/** Leaves one look a minute on the tape; gives the facts with their positions. */
const record = async (observations: readonly Observation[]) => {
  let loaded = await loadBook(tape.jsm, watch);
  for (const [index, observation] of observations.entries())
    loaded = (await appendLook(publisher, watch, { ...observation, observedAt: minute(index) }, loaded)).loaded;
  const messages = await Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(watch), 1));
  return { facts: messages.map((message) => BookFact.parse(message.json())), positions: messages.map(({ seq }) => seq) };
};

/** A market that drops, comes back, is lost and drops again. */
const restless: Observation[] = Array.from({ length: 160 }, (_, index) => {
  if (index % 40 > 33) return isBlind();
  const price = index % 40 < 8 ? 120 : index % 40 < 20 ? 90 - (index % 3) : 130;
  return index % 11 === 3 ? seesPartly(price) : sees(price, price + 10, price + 20);
});

const askedOf = ({ since: _since, isPaused: _isPaused, ...asked }: Watched): Watch => asked;

/** Stores what the watch told, as the notifier does. */
const tellAll = async (alerts: readonly AlertFact[]) => {
  const time = '2026-11-21T11:00:00.000Z';
  await publisher.publish(
    subjects.watch(watch.watchId),
    watchFact('watch.defined.v1', askedOf(watch), { revision: 1, source: '/spec', time }),
  );
  for (const alert of alerts) await publisher.publish(subjects.alert(watch.watchId), alert);
};

describe('a dry run on the recorded tape', () => {
  it('tells exactly what the watch would have told, look by look', async () => {
    const { facts, positions } = await record(restless);
    const told = alertsOver(watch, facts, [], positions);
    expect(told.length).toBeGreaterThan(6);
    const rehearsed = await rehearse(tape.jsm, watch);
    expect(rehearsed).toMatchObject({ finished: true, from: minute(0), to: minute(159) });
    expect(rehearsed.findings).toEqual(told);
    expect(rehearsed.looks.complete + rehearsed.looks.partial + rehearsed.looks.blind).toBe(160);
  });

  it('tells how far it is, ends when it is asked to, and stores nothing', async () => {
    await record(restless.slice(0, 60));
    const before = (await tape.jsm.streams.info('ALERTS')).state.last_seq;
    const asked = new AbortController();
    const steps: number[] = [];
    const onProgress = ({ messages, total }: { messages: number; total: number }) => {
      steps.push(messages / total);
      if (steps.length === 30) asked.abort();
    };
    const rehearsed = await rehearse(tape.jsm, watch, { signal: asked.signal, onProgress });
    expect([rehearsed.finished, rehearsed.to]).toEqual([false, minute(29)]);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect((await tape.jsm.streams.info('ALERTS')).state.last_seq).toBe(before);
  });

  it('of an event that nobody recorded says that there is nothing', async () => {
    expect(await rehearse(tape.jsm, watch)).toMatchObject({ findings: [], from: null, to: null, finished: true });
  });
});

describe('an alert explained', () => {
  it('is judged once more from the tape, word by word the same, wherever it lies', async () => {
    const { facts, positions } = await record(restless);
    const told = alertsOver(watch, facts, [], positions);
    await tellAll(told);
    const opened = told.filter((alert) => alert.type === 'alert.opened.v1');
    expect(opened.length).toBeGreaterThan(2);
    for (const { data } of opened) {
      const { reproduced, alert, closed } = await explain(tape.jsm, data.alertId);
      expect([reproduced, alert.data.alertId]).toEqual([true, data.alertId]);
      expect(closed?.data.alertId ?? data.alertId).toBe(data.alertId);
    }
  });

  it('that says something else than the tape is found out', async () => {
    const { facts, positions } = await record(restless);
    const told = alertsOver(watch, facts, [], positions);
    const first = told.find((alert) => alert.type === 'alert.opened.v1')!;
    await tellAll([envelope('alert.opened.v1', first, { ...first.data, reason: 'it was cheap' })]);
    expect(await explain(tape.jsm, first.data.alertId)).toMatchObject({ reproduced: false });
  });

  it('that does not exist is refused', async () => {
    await expect(explain(tape.jsm, 'nobody:1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(explain(tape.jsm, 'nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
