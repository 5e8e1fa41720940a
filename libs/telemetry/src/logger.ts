import type { LoggerService } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';

const secretKeys = ['authorization', 'cookie', 'token', 'password', 'secret', 'apiKey', 'chatId', 'databaseUrl', 'webhookUrl'];
const redactedPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

/** User and password inside an address, as drivers like to repeat them in their errors. */
const credentials = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*(?::[^\s/@]*)?@/gi;
const withoutCredentials = (text: string): string => text.replace(credentials, '$1***@');

/** JSON lines with the service, the level in words and the ids of the active trace; secrets are redacted by key and inside addresses. */
export const createLogger = (service: string, level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { service },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths, censor: '***' },
      hooks: { streamWrite: withoutCredentials },
      mixin: () => {
        const span = trace.getActiveSpan()?.spanContext();
        return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
      },
    },
    destination ?? pino.destination({ sync: true }),
  );

/** Lets Nest write through pino. Nest calls `(message, ...params, context)`, and an error carries its stack second. */
export class PinoNestLogger implements LoggerService {
  constructor(readonly pino: Logger) {}
  log = (message: unknown, ...params: unknown[]) => this.write('info', message, params);
  error = (message: unknown, ...params: unknown[]) => this.write('error', message, params);
  warn = (message: unknown, ...params: unknown[]) => this.write('warn', message, params);
  debug = (message: unknown, ...params: unknown[]) => this.write('debug', message, params);
  verbose = (message: unknown, ...params: unknown[]) => this.write('trace', message, params);
  fatal = (message: unknown, ...params: unknown[]) => this.write('fatal', message, params);

  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal', message: unknown, params: unknown[]) {
    const context = typeof params.at(-1) === 'string' ? (params.at(-1) as string) : undefined;
    const err = message instanceof Error ? message : params.find((param) => param instanceof Error);
    const stack = level === 'error' && params.length > 1 && typeof params[0] === 'string' ? params[0] : undefined;
    const fields = { context, ...(err ? { err } : {}), ...(stack ? { stack } : {}) };
    if (message instanceof Error) this.pino[level](fields, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...fields, ...message });
    else this.pino[level](fields, String(message));
  }
}
