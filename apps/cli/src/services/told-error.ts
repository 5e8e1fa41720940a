import { AppError, errorCodes, type ErrorCode } from '@tickettape/errors';

export type ToldError = { code: string; message: string; fix?: string | undefined };

/** An error of ours that another process has told; null for a code that is not ours. */
export const toldError = ({ code, message, fix }: ToldError, teller?: string): AppError | null => {
  if (!isErrorCode(code)) return null;
  const detail = message.replace(errorCodes[code].message, '').replace(/^: /, '');
  return new AppError(code, {
    detail: [teller, detail].filter(Boolean).join(': '),
    ...(fix !== undefined && { fix }),
  });
};

const isErrorCode = (code: string): code is ErrorCode => code in errorCodes;
