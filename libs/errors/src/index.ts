export { AppError, type AppErrorOptions } from './app-error.js';
export { errorCodes, type ErrorCode, type ErrorKind } from './error-codes.js';
export { httpStatusOf, kindOf, logLevelOf } from './consequences.js';
