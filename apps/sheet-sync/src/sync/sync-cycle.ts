import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { bookName, CatalogFact, subjects, type TabName, type Watch, WatchFact } from '@tickettape/contracts';
import { JSM, Publisher } from '@tickettape/jetstream';
import { fold as foldCatalogue } from '../catalogue/catalogue.js';
import { decide as decideEvents } from '../catalogue/decide.js';
import type { SheetSyncConfig } from '../config.js';
import type { SheetReader } from '../readers/sheet.js';
import { readEventRows, type EventRow } from '../rows/event-row.js';
import type { Finding } from '../rows/finding.js';
import type { RowsRead } from '../rows/read-rows.js';
import { SHEET_READER, SHEET_SYNC_CONFIG } from '../tokens.js';
import { decide as decideWatches } from '../watches/decide.js';
import { readWatches } from '../watches/read-watches.js';
import { fold as foldWatchlist, isKeptByPeople } from '../watches/watchlist.js';
import { follow, type Followed } from './follow.js';
import { HeldRemovals } from './held-removals.js';
import { readLastFacts } from './last-facts.js';
import type { GuardSettings, Hold } from './removal-guard.js';
import type { SyncReport } from '@tickettape/admin-answers';
import { findingsOf, tabReport, watchesReport } from './tab-report.js';

/** What one cycle did, and what it has to tell a person. */
export type CycleResult = { report: SyncReport; findings: readonly Finding[]; holds: readonly Hold[] };

type CycleSettings = {
  /** Ends the reading of the sheet. */
  signal: AbortSignal;
  /** The token of a hold that a person confirmed. */
  confirmed?: string | undefined;
};

type Moment = { confirmed: string | undefined; time: string };

/** Reads the sheet once and brings the tape to what it says. */
@Injectable()
export class SyncCycle {
  constructor(
    @Inject(SHEET_READER) private readonly reader: SheetReader,
    @Inject(SHEET_SYNC_CONFIG) private readonly config: SheetSyncConfig,
    @Inject(JSM) private readonly jsm: JetStreamManager,
    private readonly publisher: Publisher,
    private readonly held: HeldRemovals,
  ) {}

  /** Throws SHEET_UNAVAILABLE or SHEET_UNREADABLE, and then nothing has changed; VERSION_CONFLICT, NATS_UNAVAILABLE. */
  async run({ signal, confirmed }: CycleSettings): Promise<CycleResult> {
    const startMs = performance.now();
    const moment = { time: new Date().toISOString(), confirmed };
    const sheet = await this.reader.read(signal);
    const events = readEventRows(sheet.events, this.config.DEFAULT_SOURCE);
    const followed = await this.followEvents(events, moment);

    const around = { events: zonesOf(events, followed.last.facts), taken: await this.takenByPeople() };
    const watches = readWatches(sheet.watches, this.config.DEFAULT_SOURCE, around);
    const followedWatches = watches.state === 'read' ? await this.followWatches(watches.rows, moment) : null;
    const report = {
      startedAt: moment.time,
      durationMs: Math.round(performance.now() - startMs),
      reader: this.reader.kind,
      events: tabReport(events, followed),
      ...watchesReport(watches, followedWatches),
    };
    return { report, findings: findingsOf(events, watches), holds: [followed.hold, followedWatches?.hold].filter((hold) => hold != null) };
  }

  private async followEvents(read: RowsRead<EventRow>, { confirmed, time }: Moment): Promise<Followed<CatalogFact>> {
    const guard = await this.guard('Events', confirmed);
    return follow(this.publisher, {
      load: () => readLastFacts(this.jsm, 'CATALOG', CatalogFact),
      decide: ({ facts }) => decideEvents(read, foldCatalogue(facts), guard, time),
      subjectOf: ({ data }) => subjects.catalog(data),
      keep: (hold) => this.held.write('Events', hold),
    });
  }

  private async followWatches(read: RowsRead<Watch>, { confirmed, time }: Moment): Promise<Followed<WatchFact>> {
    const guard = await this.guard('Watches', confirmed);
    return follow(this.publisher, {
      load: () => readLastFacts(this.jsm, 'WATCHES', WatchFact),
      decide: ({ facts }) => decideWatches(read, foldWatchlist(facts), guard, time),
      subjectOf: ({ data }) => subjects.watch(data.watchId),
      keep: (hold) => this.held.write('Watches', hold),
    });
  }

  private async takenByPeople(): Promise<ReadonlySet<string>> {
    const { facts } = await readLastFacts(this.jsm, 'WATCHES', WatchFact);
    return new Set([...foldWatchlist(facts).values()].filter(isKeptByPeople).map(({ watchId }) => watchId));
  }

  private async guard(tab: TabName, confirmed: string | undefined): Promise<GuardSettings> {
    return { maxShare: this.config.MAX_REMOVAL_SHARE, confirmed, heldBefore: await this.held.read(tab) };
  }
}

/** The time zone of every event that the sheet or the tape knows, by `source/eventId`; null where it is unknown. */
const zonesOf = ({ keys, rows }: RowsRead<EventRow>, facts: readonly CatalogFact[]): ReadonlyMap<string, string | null> =>
  new Map<string, string | null>([
    ...[...keys].map((name) => [name, null] as const),
    ...[...foldCatalogue(facts)].map(([name, { details }]) => [name, details.timeZone] as const),
    ...rows.map(({ details }) => [bookName(details), details.timeZone] as const),
  ]);
