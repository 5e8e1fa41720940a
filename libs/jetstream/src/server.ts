import { Inject, Injectable } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { type Consumer, type ConsumerMessages, type JetStreamClient, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import { context } from '@opentelemetry/api';
import { kindOf } from '@tickettape/errors';
import { metrics, SpanKind, spanNames, withSpan } from '@tickettape/telemetry';
import { lastValueFrom } from 'rxjs';
import { setTimeout as sleep } from 'node:timers/promises';
import { bury } from './bury.js';
import { ConsumerReport } from './consumer-report.js';
import { ensureConsumer } from './consumers.js';
import { type ConsumerBinding, JetStreamContext } from './handler.js';
import { parseMessage } from './parse.js';
import { settle } from './settle.js';
import { JETSTREAM, JS, JSM } from './tokens.js';
import { extractTrace } from './trace-context.js';
import { pulling } from './pulling.js';

export const SERVICE_NAME = Symbol('SERVICE_NAME');

const reopenDelayMs = 1_000;

/** Binds `@JetStreamHandler` methods to durable pull consumers, as Nest's own NATS transport, which is core NATS, cannot. */
@Injectable()
export class JetStreamServer extends Server implements CustomTransportStrategy {
  override readonly transportId = JETSTREAM;
  /** The transport sees every failure, so Nest need not report it a second time. */
  override readonly propagatesEventHandlerErrors = true;

  private readonly open = new Set<ConsumerMessages>();
  private readonly loops: Promise<void>[] = [];
  private readonly consumers: ConsumerReport;
  private stopping = false;

  constructor(
    @Inject(JS) private readonly js: JetStreamClient,
    @Inject(JSM) private readonly jsm: JetStreamManager,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {
    super();
    this.consumers = new ConsumerReport(jsm);
  }

  listen(ready: (error?: unknown) => void) {
    this.bindAll().then(() => ready(), ready);
  }

  /** Stops fetching, hands back what is buffered, and waits for what is being handled. */
  async close() {
    this.stopping = true;
    this.consumers.stop();
    for (const messages of this.open) messages.stop();
    await Promise.all(this.loops);
  }

  on(): never {
    throw new Error('JetStreamServer emits no events');
  }

  unwrap<T>(): T {
    return this.js as T;
  }

  private async bindAll() {
    for (const handler of this.messageHandlers.values()) {
      const { binding } = handler.extras as { binding: ConsumerBinding };
      const consumer = await this.declare(binding);
      this.consumers.start(binding, consumer);
      this.loops.push(this.run(binding, handler, consumer));
    }
  }

  private async declare(binding: ConsumerBinding): Promise<Consumer> {
    await ensureConsumer(this.jsm, binding);
    return this.js.consumers.get(binding.stream, binding.durable);
  }

  /** Consumes until the service stops; a consumer or stream that was lost is declared again. */
  private async run(binding: ConsumerBinding, handler: MessageHandler, consumer: Consumer): Promise<void> {
    while (!this.stopping) {
      try {
        await this.consume(binding, handler, consumer);
      } catch (error) {
        this.logger.error(error);
      }
      if (this.stopping) return;
      await sleep(reopenDelayMs);
      consumer = await this.declare(binding).catch((error: unknown) => {
        this.logger.error(error);
        return consumer;
      });
    }
  }

  private async consume(binding: ConsumerBinding, handler: MessageHandler, consumer: Consumer): Promise<void> {
    const messages = await consumer.consume({ ...pulling, max_messages: binding.concurrency });
    this.open.add(messages);
    const running = new Set<Promise<void>>();
    // The iterator asks the server for more only as it advances, so waiting here is the back-pressure.
    for await (const message of messages) {
      while (running.size >= binding.concurrency && !this.stopping) await Promise.race(running);
      if (this.stopping) {
        message.nak();
        continue;
      }
      const task = this.handle(binding, handler, message).finally(() => {
        running.delete(task);
        metrics.consumer_in_flight_messages.set({ durable: binding.durable }, running.size);
      });
      running.add(task);
      metrics.consumer_in_flight_messages.set({ durable: binding.durable }, running.size);
    }
    await Promise.all(running);
    this.open.delete(messages);
  }

  private async handle(binding: ConsumerBinding, handler: MessageHandler, message: JsMsg): Promise<void> {
    const { durable, schema, ackWaitMs = 10_000, maxDeliver = 5, retryDelaysMs = [500, 2_000, 10_000] } = binding;
    const startedMs = performance.now();
    const keepAlive = setInterval(() => message.working(), ackWaitMs / 3);
    const settlement = await settle(message, () => this.process(durable, message, () => this.call(handler, schema, message)), {
      maxDeliver,
      retryDelaysMs,
      bury: (dead, reason) => this.bury(durable, dead, reason),
      onFailure: (error) => this.report(error),
    });
    clearInterval(keepAlive);
    context.with(extractTrace(message.headers), () =>
      metrics.consumer_handle_seconds.observe({ durable }, (performance.now() - startedMs) / 1000),
    );
    metrics.consumer_messages_total.inc({ durable, settlement });
  }

  private process(durable: string, message: JsMsg, work: () => Promise<void>): Promise<void> {
    return withSpan(spanNames.process(durable), { kind: SpanKind.CONSUMER, parent: extractTrace(message.headers) }, work);
  }

  private async call(handler: MessageHandler, schema: ConsumerBinding['schema'], message: JsMsg): Promise<void> {
    const result: unknown = await handler(parseMessage(schema, message), new JetStreamContext([message]));
    await lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
  }

  private bury(durable: string, message: JsMsg, reason: unknown): Promise<void> {
    const { subject, data, headers, info } = message;
    return bury(this.js, this.service, durable, {
      stream: info.stream,
      sequence: message.seq,
      subject,
      data,
      headers,
      reason: String(reason),
    });
  }

  private report(error: unknown) {
    if (kindOf(error) === 'bug') this.logger.error(error);
    else this.logger.warn(error);
  }
}
