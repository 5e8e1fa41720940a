import { streamNames } from '@tickettape/contracts';
import { z } from 'zod';
import { Problem } from '../problem.js';
import { RebuildPart } from './rebuild.js';

/**
 * `starting`: connecting. `standing-by`: another replica writes. `running`: applying what arrives. `failing`: something is away or wrong, and it is
 * tried again. `stopped`: told to.
 */
const projectorStates = ['starting', 'standing-by', 'running', 'failing', 'stopped'] as const;
export type ProjectorState = (typeof projectorStates)[number];

export const ProjectionStatus = z
  .object({
    name: z.string(),
    version: z.int().describe('Of the rows in the tables; before the first, of this program'),
    stream: z.enum(streamNames),
    streamCreated: z.string().nullable().describe('Identity of the stream that the tables come from'),
    position: z.int().describe('Stream sequence of the last message applied'),
    lastSequence: z.int().describe('Stream sequence of the last message of the stream'),
    lag: z.int().describe('Messages not applied yet'),
    updatedAt: z.iso.datetime().nullable(),
    state: z.enum(projectorStates).describe('Of this replica'),
    problem: Problem.nullable().describe('Why it is failing'),
    rebuild: RebuildPart.nullable().describe('The tables that are built beside these; null where there is no rebuild'),
  })
  .meta({ id: 'ProjectionStatus' });
export type ProjectionStatus = z.output<typeof ProjectionStatus>;

/** `GET /admin/projections` */
export const Projections = z.array(ProjectionStatus);
export type Projections = z.output<typeof Projections>;
