import { setTimeout as sleep } from 'node:timers/promises';
import { DeliverPolicy, type ConsumerMessages, type JetStreamClient, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import type { StreamName } from '@tickettape/contracts';
import { endWhenLost, pulling } from '@tickettape/jetstream';

/** Before the next try where a consumer could not be opened. */
const reopenDelayMs = 500;

export type FollowSettings = {
  stream: StreamName;
  /** Takes one message; must not throw. */
  apply: (message: JsMsg) => void;
  /** An outage: following goes on by itself where it stopped. */
  onInterruption: (error: unknown) => void;
};

/** Hands over every message of a stream in order, from its beginning and then as they come, to keep a fold of it in memory. */
export class StreamFollower {
  private position = 0;
  private stopping = false;
  private messages: ConsumerMessages | undefined;
  private running: Promise<void> | undefined;
  private waiting: { position: number; resolve: () => void }[] = [];

  constructor(
    private readonly js: JetStreamClient,
    private readonly jsm: JetStreamManager,
    private readonly settings: FollowSettings,
  ) {}

  /** Resolves once everything has been handed over that the stream held when it was called. */
  async start(): Promise<void> {
    const { state } = await this.jsm.streams.info(this.settings.stream);
    this.running = this.run();
    if (state.messages > 0) await this.reached(state.last_seq);
  }

  /** Resolves once the message at this stream sequence has been handed over. */
  reached(position: number): Promise<void> {
    if (this.position >= position) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ position, resolve }));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.messages?.stop();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const failed = await this.consume().then(() => false, this.failed);
      if (failed && !this.stopping) await sleep(reopenDelayMs);
    }
  }

  private readonly failed = (error: unknown): true => {
    this.settings.onInterruption(error);
    return true;
  };

  /** Until the consumer is lost, which is no failure: another one is opened at once. */
  private async consume(): Promise<void> {
    const start = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.position + 1 };
    const consumer = await this.js.consumers.get(this.settings.stream, start);
    this.messages = await consumer.consume(pulling);
    if (this.stopping) return this.messages.stop();
    void endWhenLost(this.messages);
    for await (const message of this.messages) this.take(message);
  }

  private take(message: JsMsg): void {
    this.settings.apply(message);
    this.position = message.seq;
    const reached = this.waiting.filter(({ position }) => position <= message.seq);
    this.waiting = this.waiting.filter(({ position }) => position > message.seq);
    for (const { resolve } of reached) resolve();
  }
}
