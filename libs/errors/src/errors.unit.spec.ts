import { describe, expect, it } from 'vitest';
import { AppError, errorCodes, httpStatusOf, kindOf, logLevelOf } from './index.js';

describe('AppError', () => {
  it('says what, which and how to mend it', () => {
    const error = new AppError('SHEET_UNREADABLE', { detail: 'events.csv is HTML' });
    expect(error).toMatchObject({ code: 'SHEET_UNREADABLE', kind: 'invalid', message: 'The answer is not a sheet: events.csv is HTML' });
    expect(error.fix).toContain('Open the address');
  });

  it('treats everything undeclared as a bug', () => {
    expect([kindOf(new Error('x')), httpStatusOf(new Error('x')), logLevelOf('x')]).toEqual(['bug', 500, 'error']);
  });

  it('answers 401, 404, 409, 400 and 503 by meaning', () => {
    const statuses = (['ADMIN_UNAUTHORIZED', 'NOT_FOUND', 'SOURCE_PAUSED', 'REQUEST_INVALID', 'NATS_UNAVAILABLE'] as const).map((code) =>
      httpStatusOf(new AppError(code)),
    );
    expect(statuses).toEqual([401, 404, 409, 400, 503]);
  });

  it('gives every code a sentence and a fix', () => {
    for (const { message, fix } of Object.values(errorCodes)) expect([message.length > 10, fix.length > 5]).toEqual([true, true]);
  });
});
