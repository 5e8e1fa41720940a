import { describe, expect, it } from 'vitest';
import { parseAppointmentId } from './appointment-id.js';
import { Token } from './token.js';

describe('the id of an appointment book', () => {
  it.each([
    ['1063453-10489', { serviceId: 1_063_453, count: 1, officeId: 10_489 }],
    ['1063453x2-10489', { serviceId: 1_063_453, count: 2, officeId: 10_489 }],
    ['2147483647-1', { serviceId: 2_147_483_647, count: 1, officeId: 1 }],
  ])('%s is a service at an office', (eventId, told) => {
    expect(parseAppointmentId(eventId)).toEqual(told);
    expect(Token.safeParse(eventId).success).toBe(true);
  });

  it.each([
    '',
    '5958508',
    '1063453',
    '1063453-',
    '-10489',
    '0-1',
    '1-0',
    '2147483648-1',
    '1x0-2',
    '1x10-2',
    '1-2-3',
    'a-b',
    '1063453@10489',
  ])('%j is none', (eventId) => expect(parseAppointmentId(eventId)).toBeNull());
});
