import { Token } from '@tickettape/contracts';
import { BaseEnv } from '@tickettape/service';
import { z } from 'zod';

export const SheetSyncConfig = BaseEnv.extend({
  SHEET: z.string().min(1).describe('A CSV file, an address of CSV, or the id of a Google sheet'),
  SHEET_WATCHES: z
    .string()
    .min(1)
    .optional()
    .describe('CSV file or address of the tab `Watches`; by default `watches.csv` beside a file, and none beside an address'),
  GOOGLE_APPLICATION_CREDENTIALS: z.string().min(1).optional().describe('Key file of the service account that reads a Google sheet'),
  GOOGLE_SHEETS_ROOT_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Another server that speaks the Sheets API'),
  SYNC_INTERVAL_SECONDS: z.coerce.number().min(1).max(86_400).default(300).describe('Mean time between two cycles'),
  MAX_REMOVAL_SHARE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('Above this share of what is live, 0 to 1, a removal waits for a person'),
  LEASE_SECONDS: z.coerce
    .number()
    .min(1)
    .max(300)
    .default(15)
    .describe('Of several replicas one reads the sheet; when it is lost without a word, another takes over after this time'),
  DEFAULT_SOURCE: Token.default('stubhub').describe('The source of rows that name none'),
});
export type SheetSyncConfig = z.output<typeof SheetSyncConfig>;
