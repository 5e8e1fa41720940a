import { BaseEnv } from '@tickettape/service';
import type { z } from 'zod';
import { CollectorConfig } from '../../apps/collector/src/config.js';
import { Options as MarketplaceOptions } from '../../apps/marketplace/src/options.js';
import { NotifierConfig } from '../../apps/notifier/src/config.js';
import { SheetSyncConfig } from '../../apps/sheet-sync/src/config.js';
import { StorageConfig } from '../../apps/storage/src/config.js';
import { code, page, table } from './markdown.js';

/** What a service reads beyond what every service reads. */
const own = {
  'sheet-sync': SheetSyncConfig,
  collector: CollectorConfig,
  storage: StorageConfig,
  notifier: NotifierConfig,
} as const;

const rows = (shape: Record<string, z.ZodType>): string[][] =>
  Object.entries(shape).map(([name, type]) => [code(name), defaultOf(type), type.description ?? '']);

/** A variable without a default that may be left out is optional; one that may not is required. */
const defaultOf = (type: z.ZodType): string => {
  const left = type.safeParse(undefined);
  if (!left.success) return 'required';
  return left.data === undefined ? '' : code(String(left.data));
};

const without = (shape: Record<string, z.ZodType>, known: object): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(shape).filter(([name]) => !(name in known)));

const head = ['variable', 'default', 'meaning'] as const;

export const configurationPage = (): string =>
  page(
    'Configuration',
    'Services read their environment once, at start. A wrong variable is named with the rule it broke, and its value is never printed; an empty one counts as not set.',
    'Whatever is called a secret may come from a file instead: `ADMIN_TOKEN_FILE=/run/secrets/admin-token` names the file that holds `ADMIN_TOKEN`.',
    '## Every service',
    table(head, rows(BaseEnv.shape)),
    'Traces go where the standard variable `OTEL_EXPORTER_OTLP_ENDPOINT` says; without it nothing is sent, and logs carry trace ids all the same. `OTEL_TRACES_SAMPLER_ARG` (0 to 1, default 1) keeps a share of the traces, decided where they begin; `OTEL_BSP_SCHEDULE_DELAY` (milliseconds, default 5000) is how long spans wait to be sent together; `OTEL_SDK_DISABLED=true` traces nothing.',
    ...Object.entries(own).flatMap(([service, schema]) => [`## ${service}`, table(head, rows(without(schema.shape, BaseEnv.shape)))]),
    '## marketplace (the simulator)',
    table(head, rows(MarketplaceOptions.in.shape)),
    '## The local stack',
    table(head, [
      [code('NATS_URL'), '', 'Use this NATS server instead of starting one; 2.12 or newer with JetStream'],
      [code('DATABASE_URL'), '', 'Use this database instead of starting one'],
      [
        code('TICKETTAPE_DATA_DIR'),
        'a folder of the clone’s own outside it',
        'Where the local servers keep their data, the logs and the addresses of a run',
      ],
      [code('TICKETTAPE_CACHE_DIR'), '', 'Where downloaded servers are kept for every clone'],
    ]),
  );
