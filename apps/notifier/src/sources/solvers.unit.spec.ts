import { describe, expect, it } from 'vitest';
import type { Person } from '../people/person.js';
import { solversOf } from './solvers.js';

const nowMs = Date.parse('2027-02-01T21:30:00Z');
const person = (recipient: string, wishes: Partial<Person> = {}): Person => ({
  recipient,
  name: recipient,
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  addresses: [
    { channel: 'telegram', chatId: '1' },
    { channel: 'email', address: 'a@example.org' },
  ],
  solves: ['munich'],
  createdAt: '2027-01-01T00:00:00.000Z',
  ...wishes,
});
const asked = (...people: Person[]) =>
  solversOf(people, 'munich', nowMs).map(({ recipient, address }) => `${recipient} ${address.channel}`);

describe('who is asked to solve a captcha', () => {
  it('is whoever said so for this source, by all their channels', () => {
    expect(asked(person('ann'), person('bob', { solves: ['other'] }), person('eve', { solves: undefined }))).toEqual([
      'ann telegram',
      'ann email',
    ]);
  });

  it('is nobody who is muted, has quiet hours by their own clock, or by a channel that was given up', () => {
    expect(asked(person('ann', { mutedUntil: '2027-02-01T21:31:00.000Z' }))).toEqual([]);
    const quietHours = { from: '22:00', to: '07:00', except: 'high' } as const;
    expect(asked(person('ann', { quietHours }))).toEqual([]);
    expect(asked(person('ann', { quietHours, timeZone: 'UTC' }))).toHaveLength(2);
    const [telegram, email] = person('ann').addresses as [Person['addresses'][number], Person['addresses'][number]];
    const inactive = { since: '2027-01-01T00:00:00.000Z', why: 'blocked' };
    expect(asked(person('ann', { addresses: [{ ...telegram, inactive }, email] }))).toEqual(['ann email']);
  });
});
