type Declaration = {
  type: 'counter' | 'gauge' | 'histogram';
  /** One sentence; the unit is the last word of the name. */
  help: string;
  /** Bounded sets only: sources, outcomes, durables; never subjects, events or ids. */
  labels?: readonly string[];
  /** Upper bounds, in the unit of the name. */
  buckets?: readonly number[];
};

const seconds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

/** Every metric of every service, declared once; `docs/reference/metrics.md` is checked against this table. */
export const metricDeclarations = {
  consumer_messages_total: {
    type: 'counter',
    help: 'Messages settled, by durable consumer and settlement (acked, retried, buried)',
    labels: ['durable', 'settlement'],
  },
  consumer_handle_seconds: { type: 'histogram', help: 'Time to handle one message', labels: ['durable'], buckets: seconds },
  consumer_in_flight_messages: { type: 'gauge', help: 'Messages being handled now', labels: ['durable'] },
  admin_refusals_total: {
    type: 'counter',
    help: 'Requests under /admin that were not let in, by code (ADMIN_UNAUTHORIZED, ADMIN_FORBIDDEN, TOO_MANY_REQUESTS)',
    labels: ['code'],
  },
  consumer_pending_messages: {
    type: 'gauge',
    help: 'Messages the consumer has not been given yet, as its leader tells',
    labels: ['durable'],
  },
  consumer_unsettled_messages: { type: 'gauge', help: 'Messages given to any replica and not settled yet', labels: ['durable'] },
  consumer_redelivered_messages: { type: 'gauge', help: 'Those of them that were given more than once', labels: ['durable'] },
  consumer_oldest_unsettled_seconds: {
    type: 'gauge',
    help: 'Age of the oldest message that is not settled, given or not; 0 where there is none',
    labels: ['durable'],
  },
  publishes_total: {
    type: 'counter',
    help: 'Publishes by stream and result (stored, duplicate, conflict, failed)',
    labels: ['stream', 'result'],
  },
  stream_messages: { type: 'gauge', help: 'Messages in the stream, as its leader tells', labels: ['stream'] },
  stream_bytes: { type: 'gauge', help: 'Size of the stream on one server', labels: ['stream'] },
  stream_limit_bytes: {
    type: 'gauge',
    help: 'Size at which the stream drops its oldest messages; none where it has no limit',
    labels: ['stream'],
  },
  stream_last_sequence: { type: 'gauge', help: 'Sequence of the last message', labels: ['stream'] },
  stream_replicas: { type: 'gauge', help: 'Servers that shall hold the stream', labels: ['stream'] },
  stream_replicas_current: { type: 'gauge', help: 'Servers that hold all of it now, with the leader', labels: ['stream'] },
  jetstream_storage_bytes: { type: 'gauge', help: 'File storage the account uses, all replicas together' },
  jetstream_storage_limit_bytes: { type: 'gauge', help: 'File storage the account may use; none where it has no limit' },
  jetstream_report_timestamp_seconds: { type: 'gauge', help: 'When the figures of streams and account were last told, Unix time' },
  sweeps_total: {
    type: 'counter',
    help: 'Sweeps, by source and outcome (complete, partial, why it was blind, or why no look was taken)',
    labels: ['source', 'outcome'],
  },
  sweep_seconds: { type: 'histogram', help: 'Time from taking a sweep to its fact on the tape', labels: ['source'], buckets: seconds },
  sweep_lateness_seconds: {
    type: 'histogram',
    help: 'Time from when a sweep was due to when it was taken',
    labels: ['source'],
    buckets: seconds,
  },
  source_requests_total: {
    type: 'counter',
    help: 'Requests to a source, by what their answer was (listings, or why it was blind)',
    labels: ['source', 'result'],
  },
  source_request_seconds: {
    type: 'histogram',
    help: 'Time from the beginning of a request to its last byte',
    labels: ['source'],
    buckets: seconds,
  },
  browser_answer_seconds: {
    type: 'histogram',
    help: 'Time a page of a browser takes to answer us once it is there: its health',
    labels: ['source'],
    buckets: seconds,
  },
  browser_pages_retired_total: {
    type: 'counter',
    help: 'Pages of a browser that are not used again, by why (age, use, slow, failed)',
    labels: ['source', 'why'],
  },
  host_wait_seconds: {
    type: 'histogram',
    help: 'Time a request waited for its turn in the budget of the host',
    labels: ['source'],
    buckets: seconds,
  },
  host_refusals_total: {
    type: 'counter',
    help: 'Requests not made, by why (spacing, budget, quota, silence, retry-after, push-back, failing, paused)',
    labels: ['source', 'why'],
  },
  host_rate_ratio: {
    type: 'gauge',
    help: 'Part of the rate of the host that is in force; below 1 after it pushed back',
    labels: ['source'],
  },
  host_budget_used_ratio: {
    type: 'gauge',
    help: 'Part of the budget of the host that is used up, by limit (minute: the bucket; day: the quota)',
    labels: ['host', 'limit'],
  },
  host_closures_total: {
    type: 'counter',
    help: 'Times the host was closed to all replicas, by why (retry-after, push-back, failing)',
    labels: ['host', 'why'],
  },
  host_closed_until_timestamp_seconds: {
    type: 'gauge',
    help: 'Until when the host is closed, Unix time; 0 before the first closure',
    labels: ['host'],
  },
  listings_skipped_total: { type: 'counter', help: 'Items of answers that could not be read, by reason', labels: ['source', 'reason'] },
  tracked_events: { type: 'gauge', help: 'Tracked events that have not begun', labels: ['source'] },
  sources_paused: { type: 'gauge', help: '1 while a source is paused, else 0', labels: ['source'] },
  alerts_opened_total: { type: 'counter', help: 'Alert episodes opened, by kind of condition', labels: ['condition'] },
  alerts_closed_total: { type: 'counter', help: 'Alert episodes closed, by a complete look or because the watch changed' },
  notices_total: {
    type: 'counter',
    help: 'Notices for a recipient, by what was decided (sent, digest, quiet-hours, hourly-cap, or why it was suppressed)',
    labels: ['decision'],
  },
  pictures_total: {
    type: 'counter',
    help: 'Pictures for messages, by result (drawn, nothing-to-show, late, failed); a message goes without where it is not drawn',
    labels: ['result'],
  },
  deliveries_total: {
    type: 'counter',
    help: 'Tries to deliver an alert, by channel and outcome (sent, failed for good, retried)',
    labels: ['channel', 'outcome'],
  },
  alert_delivery_seconds: {
    type: 'histogram',
    help: 'Time from the look that led to an alert until the channel accepted the message',
    labels: ['channel'],
    buckets: [...seconds, 300, 1_800],
  },
  projection_position: { type: 'gauge', help: 'Stream sequence of the last message applied', labels: ['projection'] },
  projection_lag_messages: { type: 'gauge', help: 'Messages of the stream behind that one', labels: ['projection'] },
  projection_freshness_seconds: {
    type: 'histogram',
    help: 'Time from what a fact tells of (a look, a reading of the sheet) to the commit of its rows; facts of an archive are left out',
    labels: ['projection'],
    buckets: [...seconds, 300, 1_800, 7_200],
  },
  projection_failing: {
    type: 'gauge',
    help: '1 while the projection cannot go on, by code of the error (STREAM_CHANGED: its stream is another one)',
    labels: ['projection', 'code'],
  },
  projection_batch_messages: {
    type: 'histogram',
    help: 'Messages applied in one transaction',
    labels: ['projection'],
    buckets: [1, 2, 5, 10, 20, 50, 100],
  },
  projection_commit_seconds: {
    type: 'histogram',
    help: 'Time from taking a batch to its commit',
    labels: ['projection'],
    buckets: [0.001, 0.0025, ...seconds],
  },
  projection_messages_total: {
    type: 'counter',
    help: 'Messages applied, by type of fact, or why they were buried (message-invalid, message-refused)',
    labels: ['projection', 'type'],
  },
  projection_running: { type: 'gauge', help: '1 while this replica writes, else 0', labels: ['projection'] },
  rebuild_position: {
    type: 'gauge',
    help: 'Stream sequence of the last message in the rebuild; 0 where there is none',
    labels: ['projection'],
  },
  rebuild_lag_messages: { type: 'gauge', help: 'Messages of the stream behind that one', labels: ['projection'] },
  rebuild_running: { type: 'gauge', help: '1 while this replica writes the rebuild, else 0', labels: ['projection'] },
  books: {
    type: 'gauge',
    help: 'Books of tracked events that have not begun, by status (seen, unseen, never)',
    labels: ['source', 'status'],
  },
  books_oldest_look_seconds: {
    type: 'gauge',
    help: 'Time since the last look at that of them which was looked at longest ago',
    labels: ['source'],
  },
  tape_gaps: { type: 'gauge', help: 'What the tape should have told and did not, by reason', labels: ['stream', 'reason'] },
  database_size_bytes: { type: 'gauge', help: 'Size of the database' },
  database_relation_bytes: { type: 'gauge', help: 'Size of a table with its indexes and chunks', labels: ['relation'] },
  database_chunks: { type: 'gauge', help: 'Chunks of a hypertable, by state (compressed, plain)', labels: ['relation', 'state'] },
  database_connections: { type: 'gauge', help: 'Connections to the server, by state', labels: ['state'] },
  database_connections_limit: { type: 'gauge', help: 'Connections the server accepts' },
  database_longest_transaction_seconds: { type: 'gauge', help: 'Age of the oldest open transaction; 0 where there is none' },
  database_transaction_id_age: {
    type: 'gauge',
    help: 'Transactions since the oldest unfrozen one; the server stops at two thousand million',
  },
  database_job_failures: { type: 'gauge', help: 'Failed runs of a job of TimescaleDB', labels: ['task'] },
  database_job_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When a job of TimescaleDB last succeeded, Unix time; none before its first success',
    labels: ['task'],
  },
  database_report_timestamp_seconds: { type: 'gauge', help: 'When the figures of books and database were last read, Unix time' },
  digest_mismatches: { type: 'gauge', help: 'Books whose live table differs from the tape, as of the last verification' },
  sheet_syncs_total: {
    type: 'counter',
    help: 'Readings of the sheet, by outcome (synced, partly, quota, unreadable, unavailable, failed)',
    labels: ['outcome'],
  },
  sheet_sync_seconds: { type: 'histogram', help: 'Time from asking for the sheet to the last fact on the tape', buckets: seconds },
  sheet_last_sync_timestamp_seconds: { type: 'gauge', help: 'When the sheet was last read and followed, Unix time' },
  sheet_rows: { type: 'gauge', help: 'Rows of the sheet when last read, by tab and state (good, rejected)', labels: ['tab', 'state'] },
  sheet_removals_held: { type: 'gauge', help: 'Removals that wait for a person', labels: ['tab'] },
  http_request_seconds: {
    type: 'histogram',
    help: 'Time to answer a request, by route pattern and class of status (2xx, 4xx …); health and metrics are left out',
    labels: ['method', 'route', 'status'],
    buckets: seconds,
  },
  process_heap_limit_bytes: { type: 'gauge', help: 'Heap size at which the process ends for lack of memory' },
} as const satisfies Record<string, Declaration>;

export type MetricName = keyof typeof metricDeclarations;
