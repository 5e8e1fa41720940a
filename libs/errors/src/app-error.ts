import { errorCodes, type ErrorCode, type ErrorKind } from './error-codes.js';

export type AppErrorOptions = {
  cause?: unknown;
  /** Which thing, in words for a person; never a secret and never personal data. */
  detail?: string;
  /** A fix more exact than the registry's. */
  fix?: string;
};

/** An error somebody can act on: what it is (`code`), what it means (`kind`) and what to do (`fix`). */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;
  readonly fix: string;

  constructor(
    readonly code: ErrorCode,
    { cause, detail, fix }: AppErrorOptions = {},
  ) {
    super([errorCodes[code].message, detail].filter(Boolean).join(': '), { cause });
    this.kind = errorCodes[code].kind;
    this.fix = fix ?? errorCodes[code].fix;
  }
}
