import { describe, expect, it } from 'vitest';
import { createLogger, PinoNestLogger } from './index.js';

const capture = () => {
  const lines: string[] = [];
  return { lines, logger: createLogger('collector', 'info', { write: (line) => void lines.push(line) }) };
};

describe('the log', () => {
  it('is JSON with service, level in words and time', () => {
    const { lines, logger } = capture();
    logger.info({ outcome: 'complete' }, 'swept');
    expect(JSON.parse(lines[0]!)).toMatchObject({ service: 'collector', level: 'info', outcome: 'complete', msg: 'swept' });
  });

  it('never holds a secret: not by key, not in an address, not in an error', () => {
    const { lines, logger } = capture();
    logger.info({ headers: { authorization: 'planted-1', cookie: 'planted-2' }, config: { telegram: { token: 'planted-3' } } }, 'x');
    logger.warn('connecting to postgres://tape:planted-4@db:5432/tape');
    logger.error({ err: new Error('cannot reach nats://user:planted-5@nats:4222') });
    new PinoNestLogger(logger).error(new Error('postgres://u:planted-6@h/d'), 'Context');
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toContain('planted');
  });
});
