import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readEventRows } from '../rows/event-row.js';
import { around } from '../watches/tabs.examples.js';
import { readWatchRows } from '../watches/watch-row.js';
import { chooseReader } from './choose-reader.js';
import { refusals, startGoogleServer, type GoogleServer } from './google-server.examples.js';

const events = [
  ['Event Name', 'Venue', 'City', 'Country', 'Event Date (Local)', 'viagId', 'is_tracked', 'Notes'],
  [
    'The Examples',
    'Example Hall',
    'New York',
    'USA',
    { number: 46_387.833_333, shown: '12/31/2026 20:00:00', isDate: true },
    { number: 153_000_000, shown: '1.53E+08' },
    true,
    null,
    'a remark beside the table',
  ],
  ['Another', '', 'Berlin', 'Germany', '2027-01-02 19:30', '9,812,697', false],
];
const watches = [
  ['Watch', 'viagId', 'Condition', 'Value', 'Currency'],
  ['Cheap', 153_000_000, 'get-in below', { number: 149.5, shown: '$149.50' }, 'USD'],
  ['Moves', 153_000_000, 'get-in moves', { number: 0.1, shown: '10%' }],
];
const never = new AbortController().signal;

describe('a Google sheet', () => {
  let google: GoogleServer;
  beforeAll(async () => {
    google = await startGoogleServer({ Events: events, Watches: watches });
  });
  afterAll(() => google.stop());
  afterEach(() => {
    Object.assign(google, { tabs: { Events: events, Watches: watches }, refusal: null, revoked: false });
    vi.useRealTimers();
  });
  const reader = (SHEET = google.spreadsheetId) =>
    chooseReader({ SHEET, GOOGLE_APPLICATION_CREDENTIALS: google.keyFile, GOOGLE_SHEETS_ROOT_URL: google.rootUrl });
  const requestsOf = async (work: () => Promise<unknown>) => {
    const before = google.requests.length;
    await work();
    return google.requests.slice(before);
  };

  it('is read with both tabs in one request, and signed in for once', async () => {
    const sheet = reader();
    expect(await requestsOf(() => sheet.read(never))).toEqual(['/token', `/v4/spreadsheets/${google.spreadsheetId}/values:batchGet`]);
    expect(await requestsOf(() => sheet.read(never))).toEqual([`/v4/spreadsheets/${google.spreadsheetId}/values:batchGet`]);
  });

  it('keeps ids whole, dates as they are shown, and shares as shares', async () => {
    const sheet = await reader().read(never);
    const { rows, findings } = readEventRows(sheet.events, 'stubhub');
    expect(findings).toEqual([]);
    expect(rows.map(({ details: { eventId, localDate }, tracked }) => [eventId, localDate, tracked])).toEqual([
      ['153000000', '2026-12-31T20:00:00', true],
      ['9812697', '2027-01-02T19:30:00', false],
    ]);
    if (sheet.watches.state !== 'read') throw new Error(sheet.watches.state);
    expect(readWatchRows(sheet.watches.tab, 'stubhub', around).rows.map(({ condition }) => condition)).toEqual([
      { kind: 'get-in-below', price: 14_950, currency: 'USD' },
      { kind: 'get-in-moves', percent: 10, withinSeconds: 86_400 },
    ]);
  });

  it('without a tab Watches, or with a blank one, says nothing about watches', async () => {
    google.tabs = { Events: events };
    await expect(reader().read(never)).resolves.toMatchObject({ watches: { state: 'absent' } });
    google.tabs = { Events: events, Watches: [] };
    await expect(reader().read(never)).resolves.toMatchObject({ watches: { state: 'absent' } });
  });

  it('without a tab Events is no sheet of ours', async () => {
    google.tabs = { Watches: watches };
    await expect(reader().read(never)).rejects.toMatchObject({ code: 'SHEET_UNREADABLE', fix: 'Name one of its tabs Events' });
  });

  it('is left alone after a used-up quota until the next minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T10:15:20Z') });
    const sheet = reader();
    google.refusal = refusals.quota;
    const error = { code: 'SHEET_UNAVAILABLE', retryAt: new Date('2026-11-22T10:16:00Z') };
    await expect(sheet.read(never)).rejects.toMatchObject(error);
    google.refusal = null;
    expect(await requestsOf(() => expect(sheet.read(never)).rejects.toMatchObject(error))).toEqual([]);
    vi.setSystemTime(new Date('2026-11-22T10:16:00Z'));
    await expect(sheet.read(never)).resolves.toMatchObject({ watches: { state: 'read' } });
  });

  it.each([
    ['forbidden', 'Share the sheet with reader@example.iam.gserviceaccount.com'],
    ['unknown', 'Check SHEET, and share the sheet with reader@example.iam.gserviceaccount.com'],
    ['broken', expect.stringContaining('Check SHEET')],
  ] as const)('says what to do when it is %s, after one request', async (refusal, fix) => {
    google.refusal = refusals[refusal];
    const requests = await requestsOf(() => expect(reader().read(never)).rejects.toMatchObject({ code: 'SHEET_UNAVAILABLE', fix }));
    expect(requests.filter((path) => path !== '/token')).toHaveLength(1);
  });

  it('of a revoked account says so and prints no secret', async () => {
    google.revoked = true;
    const error = await reader()
      .read(never)
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'SHEET_UNAVAILABLE', message: expect.stringContaining('invalid_grant') });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toMatch(/PRIVATE|assertion/);
  });

  it('is not waited for longer than the service lives', async () => {
    await expect(reader().read(AbortSignal.abort())).rejects.toMatchObject({ code: 'SHEET_UNAVAILABLE' });
  });

  it('needs a key file, whose content is never printed', async () => {
    expect(() => chooseReader({ SHEET: google.spreadsheetId })).toThrow(/GOOGLE_APPLICATION_CREDENTIALS: required/);
    await writeFile(`${google.keyFile}.bad`, JSON.stringify({ client_email: 'secret-address', private_key: 'secret-key' }));
    const read = () => chooseReader({ SHEET: google.spreadsheetId, GOOGLE_APPLICATION_CREDENTIALS: `${google.keyFile}.bad` });
    expect(read).toThrow(/GOOGLE_APPLICATION_CREDENTIALS: the file is no service account key, see client_email, private_key/);
    expect(read).not.toThrow(/secret/);
  });
});
