import { describe, expect, it } from 'vitest';
import { wishesOf } from './wishes.js';

describe('what is said of a person on the command line', () => {
  it('becomes what the notifier takes', () => {
    expect(
      wishesOf({
        name: 'Ann',
        timeZone: 'Europe/Berlin',
        telegram: '123',
        email: 'ann@example.org',
        quiet: '22:00-07:00',
        solves: 'munich, berlin',
        digest: 'daily@08:00/normal',
        cooldown: '30m',
        cap: '6',
        escalate: '10m:r-2',
      }),
    ).toEqual({
      name: 'Ann',
      timeZone: 'Europe/Berlin',
      addresses: [
        { channel: 'telegram', chatId: '123' },
        { channel: 'email', address: 'ann@example.org' },
      ],
      quietHours: { from: '22:00', to: '07:00', except: 'high' },
      digest: { every: 'day', at: '08:00', immediateFrom: 'normal' },
      cooldownSeconds: 1_800,
      maxPerHour: 6,
      escalation: { afterSeconds: 600, to: 'r-2', from: 'high' },
      solves: ['munich', 'berlin'],
    });
  });

  it('names only what was said, and takes a wish back by none', () => {
    expect(wishesOf({ quiet: 'none', digest: 'hourly' })).toEqual({ quietHours: null, digest: { every: 'hour', immediateFrom: 'high' } });
  });

  it.each([
    [{ quiet: '22-7' }, /--quiet 22-7/],
    [{ digest: 'daily' }, /--digest daily/],
    [{ cooldown: 'soon' }, /--cooldown soon/],
    [{ cap: '0' }, /--cap 0/],
    [{ escalate: 'later' }, /--escalate later/],
  ])('is refused with how it is written: %o', (options, message) => {
    expect(() => wishesOf(options)).toThrow(message);
  });
});
