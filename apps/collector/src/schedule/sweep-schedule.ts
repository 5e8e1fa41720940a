import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { type BookKey, bookName, bookOfSubject, subjects, SweepDue } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM, parseMessage, Publisher, readLast, readLastOf, type StoredMessage } from '@tickettape/jetstream';

export type Appointment = { dueAtMs: number; reason: SweepDue['reason'] };

/** A sweep that is to come: `waiting` in the stream for its time, or `due` and with a replica or about to be. */
export type PendingSweep = Appointment & BookKey & { state: 'waiting' | 'due' };

/**
 * When each event is swept next: one message per event that waits in the stream until it is due. Any replica can take any sweep, and a restart
 * forgets nothing.
 */
@Injectable()
export class SweepSchedule {
  constructor(
    private readonly publisher: Publisher,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  /** Replaces whatever was waiting. Only the first sweep of an event goes on in the trace of its row in the sheet. */
  async set({ source, eventId }: BookKey, { dueAtMs, reason }: Appointment): Promise<void> {
    await this.publish({ source, eventId, dueAt: new Date(dueAtMs).toISOString(), reason });
  }

  /** Does nothing where a sweep is waiting already. */
  async setIfNone({ source, eventId }: BookKey, { dueAtMs, reason }: Appointment): Promise<void> {
    try {
      await this.publish({ source, eventId, dueAt: new Date(dueAtMs).toISOString(), reason }, 0);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'VERSION_CONFLICT')) throw error;
    }
  }

  /** Removes what waits; a sweep that is due already is dropped by whoever takes it. */
  async cancel(key: BookKey): Promise<void> {
    await this.jsm.streams.purge('SWEEPS', { filter: subjects.sweepNext(key) });
  }

  /** The next sweep of one event; null where none is to come. Reads twice before it says so, since a sweep may fall due between two reads. */
  async pending(key: BookKey): Promise<PendingSweep | null> {
    return (await this.readPending(key)) ?? this.readPending(key);
  }

  /** Every sweep to come, the earliest first. */
  async list(): Promise<PendingSweep[]> {
    const sweeps: PendingSweep[] = [];
    for await (const message of readLast(this.jsm, 'SWEEPS', 'sweep.>')) sweeps.push(pendingOf(message));
    return sweeps.toSorted((a, b) => a.dueAtMs - b.dueAtMs);
  }

  /** Names of the books that have a sweep to come, without reading the messages. */
  async names(): Promise<ReadonlySet<string>> {
    const { state } = await this.jsm.streams.info('SWEEPS', { subjects_filter: 'sweep.>' });
    const keys = Object.keys(state.subjects ?? {}).map(bookOfSubject);
    return new Set(keys.filter((key) => key !== null).map(bookName));
  }

  private async readPending(key: BookKey): Promise<PendingSweep | null> {
    const due = await readLastOf(this.jsm, 'SWEEPS', subjects.sweepDue(key));
    const message = due ?? (await readLastOf(this.jsm, 'SWEEPS', subjects.sweepNext(key)));
    return message && pendingOf(message);
  }

  private async publish(due: SweepDue, expectedLastSequence?: number): Promise<void> {
    await this.publisher.publish(subjects.sweepNext(due), due, {
      schedule: { at: new Date(due.dueAt), target: subjects.sweepDue(due) },
      propagateTrace: due.reason === 'first',
      ...(expectedLastSequence === undefined ? {} : { expectedLastSequence }),
    });
  }
}

const pendingOf = (message: StoredMessage): PendingSweep => {
  const { source, eventId, dueAt, reason } = parseMessage(SweepDue, message);
  return { source, eventId, reason, dueAtMs: Date.parse(dueAt), state: message.subject.startsWith('sweep.due.') ? 'due' : 'waiting' };
};
