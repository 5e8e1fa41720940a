import { applyDecorators, Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { BaseRpcContext, EventPattern } from '@nestjs/microservices';
import type { JsMsg } from '@nats-io/jetstream';
import { throwError } from 'rxjs';
import type { z } from 'zod';
import type { ConsumerShape } from './consumers.js';
import { JETSTREAM } from './tokens.js';

/** How a controller method is bound to a durable consumer. */
export type ConsumerBinding = ConsumerShape & {
  /** What the method receives has met this contract. */
  schema: z.ZodType;
  /** Messages handled at once by this process. */
  concurrency: number;
  /** Deliveries before a bug is buried. Default 5. */
  maxDeliver?: number;
  /** Milliseconds before each redelivery; the last entry repeats. Default 0.5 s, 2 s, 10 s. */
  retryDelaysMs?: readonly [number, ...number[]];
};

export class JetStreamContext extends BaseRpcContext<[JsMsg]> {
  get message(): JsMsg {
    return this.args[0];
  }
}

/** Nest's default filter hides the cause behind "Internal server error"; the transport needs the cause. */
@Catch()
class KeepCause implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}

/** Handles every message of a durable consumer: at least once, explicit ack, bounded concurrency, dead letters. */
export const JetStreamHandler = (binding: ConsumerBinding): MethodDecorator =>
  applyDecorators(EventPattern<string>(`${binding.stream}/${binding.durable}`, JETSTREAM, { binding }), UseFilters(KeepCause));
