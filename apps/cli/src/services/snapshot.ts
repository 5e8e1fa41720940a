import type { Addresses } from './addresses.js';
import type { Market, AlertList, Sweeps, Projections, SourceList } from '@tickettape/admin-answers';
import type { Asked } from './asked.js';
import type { Lags } from './consumer-lags.js';
import type { ServiceName } from './names.js';
import type { Readiness } from './readiness.js';
import type { RunningSystem } from './run-file.js';

/** What the whole system said at one moment. */
export type Snapshot = {
  nowMs: number;
  addresses: Addresses;
  /** null where the system was not started on this machine. */
  running: RunningSystem | null;
  /** null where a service's address is not known. */
  readiness: Readonly<Record<ServiceName, Readiness | null>>;
  /** Of the durable consumers on the tape. */
  lags: Asked<Lags>;
  projections: Asked<Projections>;
  market: Asked<Market>;
  alerts: Asked<AlertList>;
  sources: Asked<SourceList>;
  schedule: Asked<Sweeps>;
};
