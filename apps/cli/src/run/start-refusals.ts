import { AppError } from '@tickettape/errors';
import type { ProcessEvent } from '@tickettape/local-stack';
import { fatalOf } from '../output/log-line.js';
import { toldError } from '../services/told-error.js';

/** Hears what processes say when they cannot start. What is wrong with what they were given does not become right by starting them again. */
export class StartRefusals {
  private readonly settlement = Promise.withResolvers<never>();
  /** Rejects with the first such complaint, and never resolves. */
  readonly first = this.settlement.promise;

  constructor() {
    // Whoever no longer waits for the start need not hear of it.
    this.first.catch(() => undefined);
  }

  hear(event: ProcessEvent): void {
    const error = event.type === 'line' ? complaintOf(event.name, event.text) : null;
    if (error !== null) this.settlement.reject(error);
  }
}

const complaintOf = (name: string, line: string): AppError | null => {
  const fatal = fatalOf(line);
  const error = fatal === null ? null : toldError(fatal, name);
  return error?.kind === 'invalid' ? error : null;
};
