/** Names of our own spans; the instrumentations of HTTP and PostgreSQL name theirs. */
export const spanNames = {
  publish: (stream: string) => `publish ${stream}`,
  process: (durable: string) => `process ${durable}`,
  sync: 'sync sheet',
  sweep: 'sweep',
  commit: 'commit',
  evaluate: 'evaluate',
  deliver: (channel: string) => `deliver ${channel}`,
} as const;

/** Span attributes we set; like the metrics' labels they never hold secrets or personal data. */
export const attributes = {
  source: 'tickettape.source',
  eventId: 'tickettape.event_id',
  factType: 'tickettape.fact_type',
  sequence: 'tickettape.sequence',
  streamSequence: 'tickettape.stream_sequence',
  outcome: 'tickettape.outcome',
  channel: 'tickettape.channel',
  alertFacts: 'tickettape.alert_facts',
  stream: 'messaging.destination.name',
} as const;
