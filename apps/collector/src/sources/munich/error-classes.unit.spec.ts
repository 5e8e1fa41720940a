import { describe, expect, it } from 'vitest';
import { classOf, errorClasses } from './error-classes.js';

describe('an error of the office', () => {
  it.each([
    ['noAppointmentForThisDay', 'no-slot'],
    ['noAppointmentForThisScope', 'no-slot'],
    ['appointmentNotAvailable', 'no-slot'],
    ['notFound', 'gone'],
    ['captchaMissing', 'token-needed'],
    ['rateLimitExceeded', 'throttled'],
    ['serviceUnavailable', 'maintenance'],
    ['zmsClientCommunicationError', 'unreachable'],
    ['IP_BLACKLISTED', 'blocked'],
    ['invalidLocationAndServiceCombination', 'wrong-event'],
    ['invalidStartDate', 'source-changed'],
    ['processInvalid', 'source-changed'],
  ])('%s means %s', (code, meaning) => expect(classOf([code])).toBe(meaning));

  it('has one meaning only', () => expect(errorClasses.size).toBeGreaterThan(60));

  it('is told by its gravest part where there are several, and none is lost in "no slot"', () => {
    expect(classOf(['invalidOfficeId', 'captchaMissing'])).toBe('token-needed');
    expect(classOf(['noAppointmentForThisDay', 'rateLimitExceeded'])).toBe('throttled');
    expect(classOf(['noAppointmentForThisDay', 'neverHeardOf'])).toBeNull();
    expect(classOf(['neverHeardOf'])).toBeNull();
  });
});
