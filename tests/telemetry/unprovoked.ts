import type { MetricName } from '@tickettape/telemetry';

/** Metrics that a run without accidents does not move, each with why. */
export const unprovoked: Partial<Record<MetricName, string>> = {
  admin_refusals_total: 'on loopback nobody is refused',
  browser_answer_seconds: 'no source of this run is read by a browser',
  browser_pages_retired_total: 'no source of this run is read by a browser',
  pictures_total: 'the log, the only channel here, shows no pictures',
  host_refusals_total: 'the budget of this run is never reached',
  host_closures_total: 'the host never pushes back',
  projection_failing: 'nothing fails',
  tape_gaps: 'the tape has no gap',
  jetstream_storage_limit_bytes: 'the account of a private server has no limit',
  database_job_failures: 'no job of TimescaleDB is due',
  database_job_last_success_timestamp_seconds: 'no job of TimescaleDB is due',
};
