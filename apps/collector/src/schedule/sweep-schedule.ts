import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { type BookKey, bookName, bookOfSubject, Priority, subjects, SweepDue } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM, parseMessage, Publisher, readLast, readLastOf, type StoredMessage } from '@tickettape/jetstream';

/** When and why an event is swept; `tier`, `everySeconds` and `share` say what the interval was drawn by. */
export type Appointment = { dueAtMs: number; reason: SweepDue['reason'] } & Pick<SweepDue, 'tier' | 'everySeconds' | 'share'>;

/** The event to sweep, and the lane it waits in when it is due. */
export type Swept = BookKey & Pick<SweepDue, 'priority'>;

/** A sweep that is to come: `waiting` in the stream for its time, or `due` and with a replica or about to be. */
export type PendingSweep = Appointment & Swept & { state: 'waiting' | 'due' };

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
  async set(swept: Swept, appointment: Appointment): Promise<void> {
    await this.publish(dueOf(swept, appointment));
  }

  /** Does nothing where a sweep is waiting already; gives whether it set one. */
  async setIfNone(swept: Swept, appointment: Appointment): Promise<boolean> {
    try {
      await this.publish(dueOf(swept, appointment), 0);
      return true;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'VERSION_CONFLICT')) throw error;
      return false;
    }
  }

  /** Replaces whatever was waiting, but for a sweep that a person asked for while this one was under way. Gives what waits then. */
  async succeed(swept: Swept, appointment: Appointment): Promise<Appointment> {
    if (await this.setIfNone(swept, appointment)) return appointment;
    const waiting = await readLastOf(this.jsm, 'SWEEPS', subjects.sweepNext(swept));
    const asked = waiting && pendingOf(waiting);
    if (asked?.reason === 'requested' && asked.dueAtMs <= appointment.dueAtMs) return asked;
    await this.set(swept, appointment);
    return appointment;
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
    const places = [...Priority.options.map((lane) => subjects.sweepDue(key, lane)), subjects.sweepNext(key)];
    const messages = await Promise.all(places.map((subject) => readLastOf(this.jsm, 'SWEEPS', subject)));
    const message = messages.find((found) => found !== null);
    return message ? pendingOf(message) : null;
  }

  private async publish(due: SweepDue, expectedLastSequence?: number): Promise<void> {
    await this.publisher.publish(subjects.sweepNext(due), due, {
      schedule: { at: new Date(due.dueAt), target: subjects.sweepDue(due, laneOf(due)) },
      propagateTrace: due.reason === 'first',
      ...(expectedLastSequence === undefined ? {} : { expectedLastSequence }),
    });
  }
}

/** What a person waits for goes with the first. */
const laneOf = ({ reason, priority }: SweepDue): Priority => (reason === 'requested' ? 'high' : (priority ?? 'normal'));

const dueOf = ({ source, eventId, priority }: Swept, { dueAtMs, ...why }: Appointment): SweepDue => ({
  source,
  eventId,
  dueAt: new Date(dueAtMs).toISOString(),
  ...why,
  ...(priority && { priority }),
});

const pendingOf = (message: StoredMessage): PendingSweep => {
  const { dueAt, ...due } = parseMessage(SweepDue, message);
  return { ...due, dueAtMs: Date.parse(dueAt), state: message.subject.startsWith('sweep.due') ? 'due' : 'waiting' };
};
