import type { TryAnswer } from '@tickettape/admin-answers';
import { AppError } from '@tickettape/errors';
import { parseArgs } from 'node:util';
import { NotNow } from '../politeness/not-now.js';
import { trySource } from './try-source.js';

/** Started by `tape source try|check`: one line of JSON, either `{report}` or `{error}`. */
const { values } = parseArgs({
  options: { config: { type: 'string' }, event: { type: 'string' }, source: { type: 'string' }, fixture: { type: 'string' } },
});

const request = {
  config: values.config ?? '',
  eventId: values.event ?? '',
  source: values.source ?? null,
  fixture: values.fixture ?? null,
};

const errorOf = (error: unknown) => {
  if (error instanceof AppError) return { code: error.code, message: error.message, fix: error.fix };
  if (error instanceof NotNow)
    return { code: 'SOURCE_PAUSED', message: error.message, fix: 'Try again later: the host may not be asked now' };
  return { code: 'INVARIANT_BROKEN', message: error instanceof Error ? error.message : 'unknown', fix: 'Report it' };
};

const answer: TryAnswer = await trySource(request, process.env).then(
  (report) => ({ report }),
  (error: unknown) => ({ error: errorOf(error) }),
);
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
