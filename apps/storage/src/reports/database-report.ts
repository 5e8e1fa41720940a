import { Injectable, Logger } from '@nestjs/common';
import { metrics } from '@tickettape/telemetry';
import { Database } from '../database/database.js';
import { readFigures, type DatabaseFigures } from './database-figures.js';
import { ReportJob } from './report-job.js';

const gauges = [
  metrics.books,
  metrics.books_oldest_look_seconds,
  metrics.tape_gaps,
  metrics.database_size_bytes,
  metrics.database_relation_bytes,
  metrics.database_chunks,
  metrics.database_connections,
  metrics.database_connections_limit,
  metrics.database_longest_transaction_seconds,
  metrics.database_transaction_id_age,
  metrics.database_job_failures,
  metrics.database_job_last_success_timestamp_seconds,
];

/** How many books are in sight, what the tape is missing, and how the database does. */
@Injectable()
export class DatabaseReport extends ReportJob {
  protected readonly logger = new Logger('database report');

  constructor(private readonly database: Database) {
    super();
  }

  protected async tell(): Promise<void> {
    const figures = await readFigures(this.database.query);
    this.forget();
    tellBooks(figures);
    tellDatabase(figures);
    metrics.database_report_timestamp_seconds.set(Date.now() / 1000);
  }

  protected forget(): void {
    for (const gauge of gauges) gauge.reset();
  }
}

const statuses = ['seen', 'unseen', 'never'];

const tellBooks = ({ books, gaps }: DatabaseFigures): void => {
  for (const source of new Set(books.map((row) => row.source))) {
    const own = books.filter((row) => row.source === source);
    for (const status of statuses) metrics.books.set({ source, status }, own.find((row) => row.status === status)?.count ?? 0);
    const looks = own.flatMap(({ oldest_look: at }) => (at === null ? [] : Date.parse(at)));
    if (looks.length > 0) metrics.books_oldest_look_seconds.set({ source }, Math.max(0, Date.now() - Math.min(...looks)) / 1000);
  }
  for (const { stream, reason, count } of gaps) metrics.tape_gaps.set({ stream, reason }, count);
};

const tellDatabase = ({ relations, chunks, connections, jobs, server }: DatabaseFigures): void => {
  metrics.database_size_bytes.set(server.bytes);
  metrics.database_connections_limit.set(server.connections_limit);
  metrics.database_longest_transaction_seconds.set(server.longest_transaction_seconds);
  metrics.database_transaction_id_age.set(server.transaction_id_age);
  for (const { relation, bytes } of relations) metrics.database_relation_bytes.set({ relation }, bytes);
  for (const { relation, compressed, plain } of chunks) {
    metrics.database_chunks.set({ relation, state: 'compressed' }, compressed);
    metrics.database_chunks.set({ relation, state: 'plain' }, plain);
  }
  for (const { state, count } of connections) metrics.database_connections.set({ state }, count);
  for (const { job, failures, last_success: at } of jobs) {
    metrics.database_job_failures.set({ task: job }, failures);
    if (at !== null) metrics.database_job_last_success_timestamp_seconds.set({ task: job }, Date.parse(at) / 1000);
  }
};
