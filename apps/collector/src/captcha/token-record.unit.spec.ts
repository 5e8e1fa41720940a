import { describe, expect, it } from 'vitest';
import { claimsOf } from './token.js';
import { ended, heldOf, isNews, needByTime, noToken, supplied, type TokenRecord } from './token-record.js';

const nowMs = Date.UTC(2027, 1, 1, 8);
const jwt = (claims: object): string =>
  ['{}', JSON.stringify(claims), 's'].map((part) => Buffer.from(part).toString('base64url')).join('.');
const aToken = (lifeSeconds: number) => jwt({ ip: '203.0.113.7', iat: nowMs / 1000, exp: nowMs / 1000 + lifeSeconds });
const after = (seconds: number) => nowMs + seconds * 1000;

describe('a token', () => {
  it('says for which address it is and until when', () => {
    expect(claimsOf(aToken(300))).toEqual({
      address: '203.0.113.7',
      issuedAt: '2027-02-01T08:00:00.000Z',
      expiresAt: '2027-02-01T08:05:00.000Z',
    });
  });

  it.each(['', 'x', 'a.b.c', '..', jwt([]), jwt({ ip: 7, exp: 'soon', iat: -1 }), jwt({ exp: 1e300 })])('%j tells nothing', (token) =>
    expect(claimsOf(token)).toEqual({ address: null, issuedAt: null, expiresAt: null }),
  );

  it('is used until shortly before it ends', () => {
    const record = supplied(aToken(300), 'page', nowMs);
    expect(heldOf(record, after(294))).toMatchObject({ token: record.token });
    expect(heldOf(record, after(296))).toMatchObject({ token: null, end: 'expired' });
  });

  it('that does not say when it ends is used until it is refused', () => {
    const record = supplied('opaque', 'operator', nowMs);
    expect(heldOf(record, after(1e6)).token).toBe('opaque');
    expect(heldOf(ended(record, 'opaque', 'refused'), nowMs)).toEqual({ token: null, isNeeded: true, end: 'refused' });
  });

  it('that was refused takes no newer one with it', () => {
    const record = supplied('newer', 'page', nowMs);
    expect(ended(record, 'older', 'refused')).toBe(record);
  });
});

describe('the next token', () => {
  it.each([
    [300, 239, null],
    [300, 241, 'expiring'],
    [300, 296, 'expired'],
    [86_400, 86_000, null],
    [86_400, 86_101, 'expiring'],
  ])('of one that lives %i seconds is asked for in time: after %i, %s', (life, seconds, need) =>
    expect(needByTime(supplied(aToken(life), 'page', nowMs), after(seconds))).toBe(need),
  );

  it('is asked for once, and again when the old one has ended', () => {
    const told = (need: TokenRecord['told']): TokenRecord => ({ ...noToken, told: need });
    expect([isNews(told(null), 'missing'), isNews(told('missing'), 'missing'), isNews(told('missing'), 'refused')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isNews(told('expiring'), 'expiring'), isNews(told('expiring'), 'expired')]).toEqual([false, true]);
  });
});
