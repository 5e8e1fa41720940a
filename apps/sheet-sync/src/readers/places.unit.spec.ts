import { describe, expect, it } from 'vitest';
import { placeOf } from './choose-reader.js';
import { nextMinute, retryAtOf } from './quota.js';
import { nextHop } from './redirect.js';

const id = '1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789_-abcde';
const edit = `https://docs.google.com/spreadsheets/d/${id}/edit?gid=42#gid=42`;

describe('SHEET', () => {
  it.each([
    ['http://127.0.0.1:8080/sheet.csv', { kind: 'csv', events: 'http://127.0.0.1:8080/sheet.csv' }],
    ['events.csv', { kind: 'csv', events: 'events.csv' }],
    ['./not-there-yet', { kind: 'csv', events: './not-there-yet' }],
    [id, { kind: 'google', spreadsheetId: id }],
    [edit, { kind: 'csv', events: `https://docs.google.com/spreadsheets/d/${id}/export?format=csv&gid=42` }],
    ['my sheet', null],
  ])('%s is %j', (sheet, place) => expect(placeOf(sheet, { hasAccount: false, isFile: false })).toEqual(place));

  it('copied from the browser is the sheet itself, where a service account is there to read it', () => {
    expect(placeOf(edit, { hasAccount: true, isFile: false })).toEqual({ kind: 'google', spreadsheetId: id });
  });

  it('is a file where there is one, whatever its name', () => {
    expect(placeOf(id, { hasAccount: true, isFile: true })).toEqual({ kind: 'csv', events: id });
  });
});

describe('a redirect', () => {
  const from = new URL(`https://docs.google.com/spreadsheets/d/${id}/export?format=csv`);

  it.each(['https://doc-0s-9k-sheets.googleusercontent.com/export/x', 'https://docs.google.com/other', '/relative'])(
    'may lead to %s',
    (to) => {
      expect(nextHop(from, to).protocol).toBe('https:');
    },
  );

  it.each([
    'https://accounts.google.com/ServiceLogin?continue=x',
    'https://docs.google.com/signin',
    'https://googleusercontent.com.evil.example/x',
    'http://doc-0s-9k-sheets.googleusercontent.com/x',
    'http://docs.google.com/x',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    undefined,
  ])('may not lead to %s', (to) => expect(() => nextHop(from, to)).toThrow(/docs.google.com redirects to/));

  it('of another host does not lead to Google either', () => {
    expect(() => nextHop(new URL('https://example.com/a.csv'), 'https://x.googleusercontent.com/a.csv')).toThrow();
  });
});

describe('after too many requests', () => {
  const now = new Date('2026-11-22T10:15:20.500Z');
  it('the next minute is waited for', () => expect(nextMinute(now).toISOString()).toBe('2026-11-22T10:16:00.000Z'));
  it.each([
    [undefined, '2026-11-22T10:16:00.000Z'],
    ['5', '2026-11-22T10:16:00.000Z'],
    ['120', '2026-11-22T10:17:20.500Z'],
    ['Sun, 22 Nov 2026 10:20:00 GMT', '2026-11-22T10:20:00.000Z'],
    ['soon', '2026-11-22T10:16:00.000Z'],
    ['999999', '2026-11-22T11:15:20.500Z'],
  ])('and Retry-After: %s is obeyed until %s', (header, at) => expect(retryAtOf(header, now).toISOString()).toBe(at));
});
