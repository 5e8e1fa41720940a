import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { JetStreamClient, JetStreamManager, JsMsg } from '@nats-io/jetstream';
import { WatchFact, type BookKey } from '@tickettape/contracts';
import { JS, JSM, parseMessage } from '@tickettape/jetstream';
import type { BookWatches, Watched, WatchState } from '@tickettape/watches';
import { StreamFollower } from '../tape/follow-stream.js';
import { WatchIndex } from './watch-index.js';

/** All watches as WATCHES tells them, kept current in memory. */
@Injectable()
export class Watches implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(Watches.name);
  private readonly index = new WatchIndex();
  private readonly follower: StreamFollower;

  constructor(@Inject(JS) js: JetStreamClient, @Inject(JSM) jsm: JetStreamManager) {
    this.follower = new StreamFollower(js, jsm, {
      stream: 'WATCHES',
      apply: (message) => this.apply(message),
      onInterruption: (error) => this.logger.warn(error),
    });
  }

  onModuleInit(): Promise<void> {
    return this.follower.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.follower.stop();
  }

  of(key: BookKey): BookWatches {
    return this.index.of(key);
  }

  watchesBook(key: BookKey): boolean {
    return this.index.has(key);
  }

  all(): readonly Watched[] {
    return this.index.all();
  }

  /** The watch after the WATCHES message at this stream sequence, or after a later one. */
  async stateAfter(position: number, watchId: string): Promise<WatchState> {
    await this.follower.reached(position);
    return this.index.stateOf(watchId);
  }

  /** What meets no contract is passed over here; the durable consumer of WATCHES buries it. */
  private apply(message: JsMsg): void {
    try {
      this.index.apply(parseMessage(WatchFact, message));
    } catch (error) {
      this.logger.warn(error);
    }
  }
}
