import { officeId, serveOffice, serviceId, times, type Office } from '@tickettape/munich-office';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aGate } from '../../politeness/host-gate.examples.js';
import { NotNow } from '../../politeness/not-now.js';
import { paceOf } from '../../politeness/pace.js';
import type { CaptchaDesk } from '../captcha-desk.js';
import type { Source } from '../source.js';
import { captchaOffice } from './captcha-office.js';
import { createFeed } from './feed.js';
import { munich } from './munich.js';

const key = { source: 'munich', eventId: `${serviceId}-${officeId}` };
const never = new AbortController().signal;
/** 2027-02-01 09:00 in Munich. */
const nowMs = Date.UTC(2027, 1, 1, 8);

let office: Office;
let officeUrl: string;
let closeOffice: () => void;
let token: string | null;
let told: string[];
beforeEach(async () => {
  ({ office, url: officeUrl, stop: closeOffice } = await serveOffice());
  token = null;
  told = [];
});
afterEach(() => closeOffice());

const desk: CaptchaDesk = {
  current: async () => ({ token, isNeeded: told.length > 0, end: 'missing' }),
  need: async (_, need) => void told.push(need),
  refuse: async (_, refused, need) => {
    if (refused !== null) token = null;
    told.push(need);
  },
};

const source = (gate = aGate().gate, now = () => nowMs): Source => {
  const ask = createFeed({ url: new URL(officeUrl), headers: { 'User-Agent': 'tickettape/0 (+someone)' }, timeoutMs: 2_000 });
  const captcha = captchaOffice({ name: 'munich', address: null, gate, ask });
  const pace = paceOf('127.0.0.1', 100_000);
  return munich({ name: 'munich', host: gate.host, pace, gate, ask, now, daysAhead: 180, timeZone: 'Europe/Berlin', desk, captcha });
};
const look = (of = source(), eventId = key.eventId) => of.look({ ...key, eventId }, { signal: never });
const routes = () => office.asked.map(({ route }) => route);

describe.each(['current', 'legacy'] as const)('the %s version', (version) => {
  beforeEach(() => void (office.script.version = version));

  it('shows the free times with place and duration, whole', async () => {
    const { observation } = await look();
    expect(observation).toMatchObject({ kind: 'seen', received: 3, doubts: [], vouched: true });
    expect(
      observation.kind === 'seen' &&
        observation.listings.map(({ startsAt, durationMinutes, section }) => [startsAt, durationMinutes, section]),
    ).toEqual(
      times.map((second) => [new Date(second * 1000).toISOString().replace('.000', ''), 20, 'Citizens’ office on the example square']),
    );
    expect(office.asked.every(({ userAgent }) => userAgent === 'tickettape/0 (+someone)')).toBe(true);
  });

  it('with nothing free is a whole look at an empty book', async () => {
    office.script.free = [];
    expect((await look()).observation).toMatchObject({ kind: 'seen', listings: [], received: 0, doubts: [], vouched: true });
  });

  it('reads a kept answer again as the look read it', async () => {
    const of = source();
    const { observation, bodies } = await look(of);
    expect(of.read(key, bodies!, observation.observedAt).observation).toEqual(observation);
  });

  it('does not know a service at another office', async () => {
    expect((await look(source(), '1063453-1')).observation).toMatchObject({ kind: 'blind', reason: 'wrong-event', httpStatus: 400 });
  });
});

describe('the version', () => {
  it('is told by asking, and asked first from then on', async () => {
    office.script.version = 'legacy';
    const of = source();
    await look(of);
    expect(routes().slice(0, 3)).toEqual(['/offices-and-services/', '/available-calendar/', '/available-days/']);
    office.asked.length = 0;
    await look(of);
    expect(routes()).toEqual(['/available-days/', '/available-appointments-by-office/', '/available-appointments-by-office/']);
  });

  it('may change between two looks', async () => {
    office.script.version = 'legacy';
    const of = source();
    await look(of);
    office.script.version = 'current';
    expect((await look(of)).observation).toMatchObject({ kind: 'seen', received: 3 });
  });

  it('that is no more is a change of the source, and not an empty calendar', async () => {
    office.script.version = 'gone';
    expect((await look()).observation).toMatchObject({ kind: 'blind', reason: 'source-changed', httpStatus: 404 });
  });
});

describe('a look', () => {
  it('at an id that is none of an office makes no request', async () => {
    expect((await look(source(), '5958508')).observation).toMatchObject({ reason: 'wrong-event', attempts: 0 });
    expect(office.asked).toEqual([]);
  });

  it.each([
    ['maintenance', 'maintenance', { status: 503, body: '{"errors":[{"errorCode":"serviceUnavailable"}]}' }],
    ['a failing back office', 'unreachable', { status: 503, body: '{"errors":[{"errorCode":"zmsClientCommunicationError"}]}' }],
    ['an unknown error', 'unreachable', { status: 520, body: '{"errors":[{"errorCode":"unknownError"}]}' }],
    ['a blacklisted address', 'blocked', { status: 403, body: '{"errors":[{"errorCode":"IP_BLACKLISTED"}]}' }],
    ['a request it no longer takes', 'source-changed', { status: 400, body: '{"errors":[{"errorCode":"invalidStartDate"}]}' }],
    ['a page of a gateway', 'unreachable', { status: 502, body: '<html>Bad gateway</html>' }],
    ['a challenge page', 'challenged', { status: 403, body: '<html><title>Just a moment…</title></html>' }],
    ['a page with 200', 'unreadable', { status: 200, body: '<html>Welcome</html>' }],
    ['half an answer', 'unreadable', { status: 200, body: '{"startDate":"2027-02' }],
  ])('that meets %s is blind: %s', async (_, reason, fault) => {
    office.script.fault = fault;
    expect((await look()).observation).toMatchObject({ kind: 'blind', reason });
  });

  it('of the legacy version that fails on its way proves nothing', async () => {
    office.script.version = 'legacy';
    const of = source();
    await look(of);
    office.script.limit = { requests: 2, quietMs: 60_000 };
    expect((await look(of)).observation).toMatchObject({ kind: 'blind', reason: 'throttled' });
  });
});

describe('the limit of the office', () => {
  it('is met by nobody who is silent before it, and recovered from by silence where others met it', async () => {
    office.script.limit = { requests: 5, quietMs: 400 };
    // Somebody else at our address has used it up.
    for (let index = 0; index < 5; index += 1) await fetch(`${officeUrl}/offices-and-services/`);
    const gate = aGate({ speed: 100_000, limits: { silence: { requests: 3, quietMs: 500 } } }).gate;
    const of = source(gate);
    const outcomes: string[] = [];
    const startedAt = Date.now();
    while (outcomes.at(-1) !== 'seen' && Date.now() - startedAt < 10_000) {
      const outcome = await look(of).then(
        ({ observation }) => (observation.kind === 'seen' ? 'seen' : observation.reason),
        (error: unknown) => (error instanceof NotNow ? error.why : Promise.reject(error as Error)),
      );
      outcomes.push(outcome);
    }
    expect(outcomes[0]).toBe('throttled');
    expect(outcomes.at(-1)).toBe('seen');

    office.asked.length = 0;
    for (let index = 0; index < 6; index += 1) await look(of);
    expect(office.asked.every(({ accepted }) => accepted)).toBe(true);
    expect(office.asked).toHaveLength(6);
  });
});

describe('a captcha', () => {
  it('that the directory tells of is waited for without a request for the calendar', async () => {
    office.script.captcha = { wanted: true, told: true, lifeSeconds: 300 };
    expect((await look()).observation).toMatchObject({ kind: 'blind', reason: 'token-needed', attempts: 0 });
    expect([routes(), told]).toEqual([['/offices-and-services/'], ['missing']]);
  });

  it('that nobody told of is met once, and then waited for', async () => {
    office.script.captcha = { wanted: true, told: false, lifeSeconds: 300 };
    const of = source();
    expect((await look(of)).observation).toMatchObject({ reason: 'token-needed', httpStatus: 400, attempts: 1 });
    expect((await look(of)).observation).toMatchObject({ reason: 'token-needed', attempts: 0 });
    expect(office.asked.filter(({ route }) => route === '/available-calendar/')).toHaveLength(1);
  });

  it.each(['current', 'legacy'] as const)('is passed with the token of a person: %s', async (version) => {
    office.script.version = version;
    office.script.captcha = { wanted: true, told: true, lifeSeconds: 300 };
    token = office.token();
    expect((await look()).observation).toMatchObject({ kind: 'seen', received: 3 });
  });

  it.each([
    ['expired', () => office.token({ issuedAtMs: Date.now() - 1_000_000 })],
    ['refused', () => office.token({ ip: '198.51.100.1' })],
    ['refused', () => `${office.token()}x`],
  ])('is not passed with one that is %s, which is then used no more', async (need, make) => {
    office.script.captcha = { wanted: true, told: true, lifeSeconds: 300 };
    token = make();
    expect((await look()).observation).toMatchObject({ kind: 'blind', reason: 'token-needed', httpStatus: 400 });
    expect([told, token]).toEqual([[need], null]);
  });
});
