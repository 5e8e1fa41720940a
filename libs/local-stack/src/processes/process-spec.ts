import type { Account } from './account.js';

/** A program to run for as long as the stack lives. */
export type ProcessSpec = {
  /** Names its lines and its log file. */
  name: string;
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Whom it runs as; null for whoever started us. */
  account?: Account | null;
  /** Asks it to finish; also sent by the kernel when we die without a chance to ask. */
  stopSignal: NodeJS.Signals;
  /** How long it may take to finish before it is killed. */
  graceMs: number;
};
