import type { Dashboard } from './dashboard.js';
import { coverage } from './dashboards/coverage.js';
import { database } from './dashboards/database.js';
import { jetstream } from './dashboards/jetstream.js';
import { market } from './dashboards/market.js';
import { notifier } from './dashboards/notifier.js';
import { pipeline } from './dashboards/pipeline.js';
import { replay } from './dashboards/replay.js';
import { services } from './dashboards/services.js';

/** Every dashboard, in the order people meet them. */
export const dashboards: readonly Dashboard[] = [market, coverage, pipeline, notifier, services, jetstream, database, replay];
