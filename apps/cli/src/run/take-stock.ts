import { connectTape } from '@tickettape/jetstream';
import type { Progress } from '../output/progress.js';
import { withoutPassword } from '../services/addresses.js';
import { adminClient } from '../services/admin-client.js';
import { Rejections, StorageSummary, Verification } from '@tickettape/admin-answers';
import { asked, orElse } from '../services/asked.js';
import type { Observer } from '../services/observer.js';
import type { ServiceName } from '../services/names.js';
import { allAreCaughtUp, waitUntilCaughtUp } from './caught-up.js';
import type { LocalSystem } from './local-system.js';
import type { Summary } from './summary.js';
import { countTape, type TapeCounts } from './tape-counts.js';

const catchUpMs = 30_000;
const answerMs = 30_000;

type Stocktaking = { system: LocalSystem; observer: Observer; progress: Progress; durationSeconds: number; token: string | undefined };

/** Stops those who state facts, waits until the rest has handled them, and counts what is there. */
export const takeStock = async ({ system, observer, progress, durationSeconds, token }: Stocktaking): Promise<Summary> => {
  const client = (name: ServiceName) => adminClient({ name, url: system.describe().services[name]!, token, timeoutMs: answerMs });
  const rejections = await asked(client('sheet-sync').get(Rejections, '/admin/rejections'), answerMs);
  progress('stopping sheet-sync and collector');
  await system.stopWriters();
  progress('waiting until storage and notifier have handled the whole tape');
  const caughtUp = await waitUntilCaughtUp(observer, allAreCaughtUp, catchUpMs);
  progress('comparing the tables with the tape');
  const storage = client('storage');
  const [tape, verification, { rows }] = await Promise.all([
    countMessages(system.describe().natsUrl),
    asked(storage.get(Verification, '/admin/verify'), answerMs),
    asked(storage.get(StorageSummary, '/admin/summary'), answerMs).then((answer) => orElse(answer, { rows: {} })),
  ]);
  return {
    events: tape.events,
    sweeps: tape.sweeps,
    tapeMessages: tape.messages,
    rows,
    alerts: tape.alerts,
    deliveries: tape.deliveries,
    digestMismatches: verification.ok ? verification.value.mismatches : null,
    rejections: rejections.ok ? rejections.value.rejections.filter(({ severity }) => severity === 'rejected').length : null,
    durationSeconds: Math.round(durationSeconds * 10) / 10,
    caughtUp,
    addresses: addressBook(system),
  };
};

const countMessages = async (natsUrl: string): Promise<TapeCounts> => {
  const tape = await connectTape({ servers: natsUrl, name: 'tape run', waitForServer: false });
  try {
    return await countTape(tape);
  } finally {
    await tape.nc.close();
  }
};

const addressBook = (system: LocalSystem): Record<string, string> => {
  const { services, natsUrl, databaseUrl, marketplaceUrl } = system.describe();
  return {
    ...services,
    nats: natsUrl,
    database: withoutPassword(databaseUrl),
    ...(marketplaceUrl !== null && { marketplace: marketplaceUrl }),
  };
};
