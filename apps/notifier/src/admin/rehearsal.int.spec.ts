import type { BookKey } from '@tickettape/contracts';
import { isBlind, sees, seesPartly } from '@tickettape/watches/examples';
import { beforeAll, describe, expect, it } from 'vitest';
import { hook, newBook, record, serveTheWorld, start, tape } from '../notifier.examples.js';

serveTheWorld();

let book: BookKey;
const before = new Date(Date.now() - 60_000).toISOString();

beforeAll(async () => {
  book = newBook();
  await record(book, sees(120), sees(90), seesPartly(91), isBlind(), sees(130), sees(89));
});

const test = async (request: object = {}, accept = 'application/json') => {
  const payload = { rule: 'get-in below 95 USD; re-arm 0s; tell when over', ...book, since: before, ...request };
  const response = await (await start()).inject({ method: 'POST', url: '/admin/watches/test', payload, headers: { accept } });
  return { status: response.statusCode, type: response.headers['content-type'], body: response.body };
};

describe('a dry run over HTTP', () => {
  it('gives the alerts a rule would have sent, and of which looks; nothing is stored and nobody is told', async () => {
    const { status, body } = await test();
    const { findings, ...told } = JSON.parse(body) as { findings: { type: string; data: { reason: string } }[] };
    expect(status).toBe(200);
    expect(findings.map(({ type }) => type)).toEqual(['alert.opened.v1', 'alert.closed.v1', 'alert.opened.v1']);
    expect(findings[0]!.data.reason).toContain('get-in 90.00 USD is below 95.00 USD; it was 120.00 USD at');
    expect(told).toMatchObject({
      rule: 'get-in below 95.00 USD',
      since: before,
      looks: { complete: 4, partial: 1, blind: 1 },
      finished: true,
    });
    expect(hook.received).toEqual([]);
    for (const stream of ['WATCHES', 'ALERTS']) expect((await tape.jsm.streams.info(stream)).state.messages).toBe(0);
  });

  it('tells how far it is to whoever accepts lines', async () => {
    const { type, body } = await test({}, 'application/x-ndjson');
    const lines = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(type).toBe('application/x-ndjson');
    expect(lines[0]).toEqual({ progress: { messages: expect.any(Number), total: expect.any(Number) } });
    expect(lines.at(-1)).toEqual({ result: JSON.parse((await test()).body) as object });
  });

  it('says what is wrong with a rule, and how far back it can go', async () => {
    const wrong = await test({ rule: 'get-in belo 95 USD', severity: 'loud' });
    expect([wrong.status, wrong.body]).toEqual([400, expect.stringMatching(/WATCH_INVALID.*belo.*severity is \\"loud\\"/)]);
    const old = await test({ since: '2020-01-01T00:00:00Z' });
    expect([old.status, old.body]).toEqual([400, expect.stringContaining('at most 90 days back')]);
  });
});
