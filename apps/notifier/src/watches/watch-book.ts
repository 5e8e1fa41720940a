import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { subjects, WatchFact, type Watch } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM, Publisher } from '@tickettape/jetstream';
import { readFacts } from '@tickettape/tape';
import { evolveWatch, isSame, unknownWatch, watchFact, type Watched, type WatchState } from '@tickettape/watches';

/** Another writer of the same watch is another person or the sheet: both are soon done. */
const maxAttempts = 10;

type Known = { state: WatchState; lastSequence: number };
type Decision = { type: WatchFact['type']; watch: Watch } | null;

/** What people change about watches, stored under the lock of the watch's subject. */
@Injectable()
export class WatchBook {
  constructor(
    @Inject(JSM) private readonly jsm: JetStreamManager,
    private readonly publisher: Publisher,
  ) {}

  /** Gives the watch as it stands afterwards, and where on WATCHES that is told. Throws WATCH_IN_SHEET where the sheet keeps a watch of this id. */
  define(watch: Watch): Promise<number> {
    return this.change(watch.watchId, ({ watch: known }) => {
      if (known !== null && known.origin !== 'person') throw keptBySheet(watch.watchId, 'give yours another --name');
      return known !== null && isSame(asked(known), watch) ? null : { type: 'watch.defined.v1', watch };
    });
  }

  /** Throws NOT_FOUND. */
  pause(watchId: string): Promise<number> {
    return this.change(watchId, (state) =>
      known(watchId, state).isPaused ? null : { type: 'watch.paused.v1', watch: asked(known(watchId, state)) },
    );
  }

  /** Throws NOT_FOUND. */
  resume(watchId: string): Promise<number> {
    return this.change(watchId, (state) =>
      known(watchId, state).isPaused ? { type: 'watch.resumed.v1', watch: asked(known(watchId, state)) } : null,
    );
  }

  /** Throws NOT_FOUND, and WATCH_IN_SHEET where the sheet would only define it again. */
  remove(watchId: string): Promise<number> {
    return this.change(watchId, (state) => {
      const watch = known(watchId, state);
      if (watch.origin !== 'person') throw keptBySheet(watchId, 'delete its row, or pause it');
      return { type: 'watch.removed.v1', watch: asked(watch) };
    });
  }

  private async change(watchId: string, decide: (state: WatchState) => Decision): Promise<number> {
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const { state, lastSequence } = await this.load(watchId);
      const decision = decide(state);
      if (decision === null) return lastSequence;
      const fact = watchFact(decision.type, decision.watch, {
        revision: state.revision + 1,
        source: '/tickettape/notifier',
        time: new Date().toISOString(),
      });
      const stored = await this.store(watchId, fact, lastSequence);
      if (stored !== null) return stored;
    }
    throw new AppError('VERSION_CONFLICT', { detail: subjects.watch(watchId) });
  }

  private async load(watchId: string): Promise<Known> {
    let [state, lastSequence] = [unknownWatch, 0];
    for await (const { fact, position } of readFacts(this.jsm, {
      stream: 'WATCHES',
      subject: subjects.watch(watchId),
      from: 1,
      schema: WatchFact,
    })) {
      if (fact) state = evolveWatch(state, fact);
      lastSequence = position;
    }
    return { state, lastSequence };
  }

  private async store(watchId: string, fact: WatchFact, expectedLastSequence: number): Promise<number | null> {
    try {
      return (await this.publisher.publish(subjects.watch(watchId), fact, { expectedLastSequence })).sequence;
    } catch (error) {
      if (error instanceof AppError && error.code === 'VERSION_CONFLICT') return null;
      throw error;
    }
  }
}

const known = (watchId: string, { watch }: WatchState) => {
  if (watch === null) throw new AppError('NOT_FOUND', { detail: `no watch ${watchId}`, fix: 'See `npx tape watch list`' });
  return watch;
};

const asked = (known: Watched): Watch => {
  const { since: _since, isPaused: _isPaused, ...watch } = known;
  return watch;
};

const keptBySheet = (watchId: string, instead: string): AppError =>
  new AppError('WATCH_IN_SHEET', { detail: watchId, fix: `Change its row in the tab Watches, or ${instead}` });
