/** What the admin endpoints answer: declared here for the service that tells it and for whoever reads it. */
export * from './collector/reparse.js';
export * from './collector/requests.js';
export * from './collector/schedule.js';
export * from './collector/sources.js';
export * from './collector/token-status.js';
export * from './collector/try-report.js';
export * from './notifier/alerts.js';
export * from './notifier/deliveries.js';
export * from './notifier/tests.js';
export * from './notifier/watches.js';
export * from './problem.js';
export * from './sheet-sync/sync.js';
export * from './storage/market.js';
export * from './storage/projections.js';
export * from './storage/rebuild.js';
export * from './storage/summary.js';
export * from './storage/verification.js';
