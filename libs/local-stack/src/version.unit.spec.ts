import { describe, expect, it } from 'vitest';
import { isAtLeast } from './version.js';

describe('isAtLeast', () => {
  it.each([
    ['2.12.0', [2, 12]],
    ['nats-server: v2.15.1', [2, 12]],
    ['3.0', [2, 12]],
    ['17.11 (Debian 17.11-0+deb13u1)', [17]],
    ['2.19.3', [2, 19]],
  ])('accepts %s', (version, oldest) => expect(isAtLeast(version, oldest)).toBe(true));

  it.each([
    ['2.9.10', [2, 12]],
    ['2.2', [2, 12]],
    ['15.18 (Debian)', [17]],
    ['2', [2, 19]],
    ['', [1]],
    ['unknown', [0]],
  ])('refuses %s', (version, oldest) => expect(isAtLeast(version, oldest)).toBe(false));
});
