import { AppError } from '@tickettape/errors';
import { describe, expect, it } from 'vitest';
import { linesOf } from './rehearsal-lines.js';
import type { RehearsalView } from './rehearsal-view.js';

const linesIn = async (...args: Parameters<typeof linesOf>) => {
  const text = (await Array.fromAsync(linesOf(...args) as AsyncIterable<Buffer>)).join('');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
};
const result = { rule: 'listings below 3' } as RehearsalView;

describe('an answer in lines', () => {
  it('tells how far it is at once and then every second, and ends with the result', async () => {
    let nowMs = 0;
    const lines = await linesIn(
      async (onProgress) => {
        for (let messages = 1; messages <= 25; messages += 1) {
          onProgress({ messages, total: 25 });
          nowMs += 100;
        }
        return result;
      },
      () => nowMs,
    );
    const progress = (messages: number) => ({ progress: { messages, total: 25 } });
    expect(lines).toEqual([progress(1), progress(11), progress(21), { result }]);
  });

  it('ends with what went wrong, which tells nothing of the inside', async () => {
    const fails = (error: Error) => linesIn(() => Promise.reject(error));
    expect(await fails(new AppError('NATS_UNAVAILABLE'))).toMatchObject([{ error: { code: 'NATS_UNAVAILABLE', fix: expect.any(String) } }]);
    expect(await fails(new Error('inside'))).toEqual([{ error: { code: 'INTERNAL', message: expect.not.stringContaining('inside') } }]);
  });
});
