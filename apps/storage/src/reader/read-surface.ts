/** Tables and views that dashboards may read. A new one is added here with a migration that grants it. */
export const readableRelations = [
  'events',
  'sweeps',
  'kept_sweeps',
  'listings',
  'books',
  'listing_changes',
  'patterns',
  'sweep_statistics',
  'ticket_stats',
  'watches',
  'alerts',
  'deliveries',
  'messages',
  'gaps',
  'projections',
  'retention',
] as const;
