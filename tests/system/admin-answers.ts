import {
  AlertList,
  DeadDeliveries,
  Market,
  NotLive,
  Projections,
  Rejections,
  Reparse,
  Requests,
  Schedule,
  SourceList,
  StorageSummary,
  Verification,
  WatchList,
} from '@tickettape/admin-answers';
import { LearnedPatterns } from '@tickettape/sampling';
import type { z } from 'zod';

/** What each service tells its operator, and what that was declared to be. */
export const declaredAnswers: readonly (readonly [service: string, path: string, answer: z.ZodType])[] = [
  ['sheet-sync', '/admin/rejections', Rejections],
  ['collector', '/admin/sources', SourceList],
  ['collector', '/admin/schedule', Schedule],
  ['collector', '/admin/requests', Requests],
  ['collector', '/admin/reparse', Reparse],
  ['storage', '/admin/projections', Projections],
  ['storage', '/admin/rebuild', NotLive],
  ['storage', '/admin/verify', Verification],
  ['storage', '/admin/market', Market],
  ['storage', '/admin/summary', StorageSummary],
  ['storage', '/admin/patterns', LearnedPatterns],
  ['notifier', '/admin/alerts', AlertList],
  ['notifier', '/admin/watches', WatchList],
  ['notifier', '/admin/deliveries/failed', DeadDeliveries],
];
