import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { replaySubject, replayTape } from '@tickettape/archive';
import { AppError } from '@tickettape/errors';
import { JS, JSM, NATS, type Tape } from '@tickettape/jetstream';
import { replaySettingsOf, type ReplayRequest } from './replay-request.js';
import type { ReplayStatus } from './replay-status.js';

type Replay = { status: ReplayStatus; stopping: AbortController; done: Promise<void> };

const mostAtOnce = 4;
/** Ended ones are forgotten beyond this. */
const mostRemembered = 20;

/** The replays that somebody asked this replica for. They end with it. */
@Injectable()
export class Replays implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Replays.name);
  private readonly tape: Tape;
  private replays: Replay[] = [];

  constructor(@Inject(NATS) nc: NatsConnection, @Inject(JS) js: JetStreamClient, @Inject(JSM) jsm: JetStreamManager) {
    this.tape = { nc, js, jsm };
  }

  /** Newest first. */
  list(): ReplayStatus[] {
    return this.replays.map(({ status }) => status);
  }

  /** Throws REQUEST_INVALID for a target that could reach the tape, and where too many run. */
  start(request: ReplayRequest): ReplayStatus {
    replaySubject(request.toSubject);
    if (this.replays.filter(({ status }) => status.state === 'running').length >= mostAtOnce)
      throw new AppError('REQUEST_INVALID', {
        detail: `${mostAtOnce} replays run already`,
        fix: 'Wait, or stop one: DELETE /admin/replays/<id>',
      });
    const status: ReplayStatus = {
      id: randomUUID().slice(0, 8),
      request,
      state: 'running',
      messages: 0,
      total: 0,
      startedAt: new Date().toISOString(),
      endedAt: null,
      problem: null,
    };
    const stopping = new AbortController();
    this.replays = [{ status, stopping, done: this.run(status, stopping.signal) }, ...this.replays].slice(0, mostRemembered);
    return status;
  }

  /** Throws NOT_FOUND. */
  async stop(id: string): Promise<ReplayStatus> {
    const replay = this.replays.find(({ status }) => status.id === id);
    if (!replay) throw new AppError('NOT_FOUND', { detail: `no replay ${id}`, fix: 'GET /admin/replays lists them' });
    replay.stopping.abort();
    await replay.done;
    return replay.status;
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const { stopping } of this.replays) stopping.abort();
    await Promise.all(this.replays.map(({ done }) => done));
  }

  private async run(status: ReplayStatus, signal: AbortSignal): Promise<void> {
    const onProgress = ({ messages, total }: { messages: number; total: number }) => Object.assign(status, { messages, total });
    try {
      const { messages, finished } = await replayTape(this.tape, { ...replaySettingsOf(status.request), signal, onProgress });
      Object.assign(status, finished ? { messages, total: messages, state: 'finished' } : { messages, state: 'stopped' });
    } catch (error) {
      this.logger.warn(error);
      Object.assign(status, { state: 'failed', problem: problemOf(error) });
    }
    status.endedAt = new Date().toISOString();
  }
}

const problemOf = (error: unknown): ReplayStatus['problem'] =>
  error instanceof AppError
    ? { code: error.code, message: error.message, fix: error.fix }
    : { code: 'INVARIANT_BROKEN', message: 'Something is wrong with this service', fix: 'Its log says what' };
