import { BookKey, Digest, streamNames } from '@tickettape/contracts';
import { z } from 'zod';
import { Problem } from '../problem.js';
import { listedDifferences, Verification } from './verification.js';

/**
 * `preparing`: its tables are made. `building`: it follows the tape from the start. `ready`: it is as far as the live tables, and keeps pace.
 * `interrupted`: no replica builds it; the next one that runs goes on. `failing`: something is away or wrong, and it is tried again.
 */
const rebuildStates = ['preparing', 'building', 'ready', 'interrupted', 'failing'] as const;
export type RebuildState = (typeof rebuildStates)[number];

export const RebuildPart = z.object({
  name: z.string(),
  version: z.int().nullable().describe('null before it began'),
  stream: z.enum(streamNames),
  position: z.int().describe('Stream sequence of the last message applied'),
  lastSequence: z.int().describe('Stream sequence of the last message of the stream'),
  lag: z.int().describe('Messages not applied yet'),
});
export type RebuildPart = z.output<typeof RebuildPart>;

/** `POST /admin/rebuild` */
export const RebuildStatus = z
  .object({
    schema: z.string().describe('PostgreSQL schema of its tables'),
    state: z.enum(rebuildStates),
    startedAt: z.iso.datetime(),
    messages: z.int().describe('Messages of all streams that it has behind it'),
    total: z.int().describe('Messages of all streams'),
    messagesPerSecond: z.int().nullable().describe('Over the last half minute; null where it is not known yet'),
    secondsLeft: z.int().nullable().describe('At that pace; null where it is not known'),
    problem: Problem.nullable().describe('Why this replica fails at it'),
    projections: z.array(RebuildPart),
  })
  .meta({ id: 'RebuildStatus' });
export type RebuildStatus = z.output<typeof RebuildStatus>;

/** `GET /admin/rebuild` */
export const NotLive = z
  .object({
    rebuild: RebuildStatus.nullable(),
    retired: z.array(z.object({ schema: z.string(), since: z.iso.datetime() })).describe('Tables that were live, until they are dropped'),
  })
  .meta({ id: 'NotLive' });
export type NotLive = z.output<typeof NotLive>;

/** Why a switch is refused. */
const objectionNames = ['not-ready', 'books-differ', 'foreign-views', 'other-stream', 'shorter-history'] as const;
export type Objection = (typeof objectionNames)[number];

/** `GET /admin/rebuild/comparison` */
export const Comparison = z
  .object({
    schema: z.string().describe('Of the rebuild'),
    live: Verification.describe('The live tables against the tape'),
    rebuild: Verification.describe('The rebuild against the tape'),
    mismatches: z.int().describe('Books at the same look in both whose listings are not the same'),
    differing: z.array(BookKey.extend({ sequence: z.int(), live: Digest, rebuild: Digest })).describe(`${listedDifferences} at most`),
    rows: z
      .array(z.object({ table: z.string(), live: z.int(), rebuild: z.int() }))
      .describe('Of one moment; looks up to where both are. The rebuild may be some messages behind or ahead'),
    foreignViews: z.array(z.string()).describe('Views that are not ours and read the live tables'),
    objections: z.array(z.enum(objectionNames)).describe('Why a switch would be refused now'),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.output<typeof Comparison>;

/** `POST /admin/rebuild/switch` */
export const Switched = z
  .object({
    schema: z.string().describe('Where the live tables were built'),
    retired: z.string().describe('Where those are now that were live'),
    pausedMs: z.int().describe('How long nothing was written'),
  })
  .meta({ id: 'Switched' });
export type Switched = z.output<typeof Switched>;

/** `POST /admin/rebuild/drop` */
export const Dropped = z.object({ schemas: z.array(z.string()) }).meta({ id: 'Dropped' });
export type Dropped = z.output<typeof Dropped>;
