import { metrics } from '@tickettape/telemetry';
import type { Report } from '../projector/report.js';

/** What is told of a rebuild: how far it is. The facts have had their spans and counts when they were new. */
export const rebuildReport: Report = {
  committed: ({ name }, _batch, { position, lag }) => {
    metrics.rebuild_position.set({ projection: name }, position);
    metrics.rebuild_lag_messages.set({ projection: name }, lag);
  },
  lag: ({ name }, { lag }) => metrics.rebuild_lag_messages.set({ projection: name }, lag),
  state: ({ name }, { state }) => {
    metrics.rebuild_running.set({ projection: name }, state === 'running' ? 1 : 0);
    if (state !== 'stopped') return;
    metrics.rebuild_position.set({ projection: name }, 0);
    metrics.rebuild_lag_messages.set({ projection: name }, 0);
  },
};
