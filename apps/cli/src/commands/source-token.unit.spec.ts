import { describe, expect, it } from 'vitest';
import { describeToken } from './source-token.js';

const nothing = { source: 'munich', address: null, expiresAt: null, suppliedAt: null, by: null, end: 'missing' } as const;

describe('the token of a source in words', () => {
  it('says how to get one where it is needed', () => {
    expect(describeToken({ ...nothing, state: 'needed', end: 'expired' })).toBe(
      'Source munich: waits for a captcha token (expired). Get one: npx tape source token munich --link',
    );
  });
  it('says until when and for which address one is used', () => {
    const used = { ...nothing, state: 'in-use', by: 'page', expiresAt: '2027-02-01T08:05:00Z', address: '203.0.113.7' } as const;
    expect(describeToken(used)).toBe(
      'Source munich: has a captcha token from the page, until 2027-02-01T08:05:00Z, for the address 203.0.113.7',
    );
    expect(describeToken({ ...used, expiresAt: null, address: null })).toContain(
      'does not say until when, for the address it does not say',
    );
  });
  it('says where none was ever asked for', () => {
    expect(describeToken({ ...nothing, state: 'not-needed' })).toBe('Source munich: never asked for a captcha token');
  });
});
