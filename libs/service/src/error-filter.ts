import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger, ServiceUnavailableException } from '@nestjs/common';
import { AppError, httpStatusOf, kindOf } from '@tickettape/errors';
import type { FastifyReply } from 'fastify';

type ErrorBody = { code: string; message: string; fix?: string };
type Answer = { status: number; body: ErrorBody | object };

/** Every failure leaves as `{ code, message, fix }`; what we did not foresee tells nothing about the inside. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost) {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, body } = answer(error);
    if (status === 500 && kindOf(error) === 'bug') this.logger.error(error);
    void reply.status(status).send(body);
  }
}

/** What is told of a failure that ends an answer which has begun. */
export const failureOf = (error: unknown): object => answer(error).body;

const answer = (error: unknown): Answer => {
  if (error instanceof AppError) return { status: httpStatusOf(error), body: { code: error.code, message: error.message, fix: error.fix } };
  // A failed health check tells which of its probes is down.
  if (error instanceof ServiceUnavailableException) return { status: 503, body: Object(error.getResponse()) as object };
  if (error instanceof HttpException)
    return { status: error.getStatus(), body: { code: codeOf(error.getStatus()), message: messageOf(error) } };
  if (isClientError(error)) return { status: error.statusCode, body: { code: codeOf(error.statusCode), message: error.message } };
  return { status: 500, body: { code: 'INTERNAL', message: 'Something is wrong with this service; its log says what' } };
};

const codeOf = (status: number): string => (status === 404 ? 'NOT_FOUND' : status < 500 ? 'REQUEST_INVALID' : 'INTERNAL');

const messageOf = (error: HttpException): string => {
  const response = error.getResponse();
  const message = typeof response === 'object' && 'message' in response ? response.message : error.message;
  return Array.isArray(message) ? message.join('; ') : String(message);
};

/** Fastify's own refusals, such as a body that is not JSON or too large. */
const isClientError = (error: unknown): error is Error & { statusCode: number } =>
  error instanceof Error &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode >= 400 &&
  error.statusCode < 500;
