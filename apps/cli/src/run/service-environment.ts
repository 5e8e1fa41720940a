import type { ServiceName } from '../services/names.js';

/** What the services of one local system are told. */
export type Setup = {
  natsUrl: string;
  databaseUrl: string;
  /** Where to look, and at which events. */
  sourceUrl: string;
  /** A file of further sources. */
  sourcesFile: string | null;
  sheet: string;
  /** The alert rules, where they do not stand beside the sheet. */
  watches: string | null;
  /** Simulated seconds per real second; null for a source outside this machine, where time is real and the operator's intervals hold. */
  speed: number | null;
};

type Variables = Record<string, string>;

/** Between two sweeps of one event, in simulated time: at the default speed each event is looked at about every five real seconds. */
const simulatedSweepIntervalSeconds = 3600;

/** A local sheet may be read often, so that a change in it is seen at once. */
const localSyncIntervalSeconds = 10;

/** The variables of one service; what is not said here comes from the environment of the command. */
export const serviceEnvironment = (name: ServiceName, setup: Setup): Variables => ({
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  NATS_URL: setup.natsUrl,
  ...own[name](setup),
});

const own: Record<ServiceName, (setup: Setup) => Variables> = {
  'sheet-sync': ({ sheet, watches, speed }) => ({
    SHEET: sheet,
    ...(watches !== null && { SHEET_WATCHES: watches }),
    ...(speed !== null && { SYNC_INTERVAL_SECONDS: String(localSyncIntervalSeconds) }),
  }),
  collector: ({ sourceUrl, sourcesFile, speed }) => ({
    SOURCE_URL: sourceUrl,
    ...(sourcesFile !== null && { SOURCES_FILE: sourcesFile }),
    ...(speed !== null && {
      SWEEP_INTERVAL_SECONDS: String(simulatedSweepIntervalSeconds),
      INTERVAL_SPEED: String(speed),
    }),
  }),
  storage: ({ databaseUrl, speed }) => ({ DATABASE_URL: databaseUrl, ...(speed !== null && { PATTERNS_EVERY_MINUTES: '1' }) }),
  notifier: () => ({}),
};
