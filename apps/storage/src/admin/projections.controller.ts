import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { streamNames } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM } from '@tickettape/jetstream';
import { z } from 'zod';
import { Database } from '../database/database.js';
import type { Projector } from '../projector/projector.js';
import { Projectors } from '../projector/projectors.js';
import { projectorStates } from '../projector/progress.js';
import { streamInfo } from '../projector/stream.js';

const ProjectionStatus = z
  .object({
    name: z.string(),
    version: z.int(),
    stream: z.enum(streamNames),
    streamCreated: z.string().nullable().describe('Identity of the stream that the tables come from'),
    position: z.int().describe('Stream sequence of the last message applied'),
    lastSequence: z.int().describe('Stream sequence of the last message of the stream'),
    lag: z.int().describe('Messages not applied yet'),
    updatedAt: z.iso.datetime().nullable(),
    state: z.enum(projectorStates).describe('Of this replica'),
    problem: z.object({ code: z.string(), message: z.string(), fix: z.string() }).nullable().describe('Why it is failing'),
  })
  .meta({ id: 'ProjectionStatus' });
type ProjectionStatus = z.output<typeof ProjectionStatus>;

type Row = { name: string; stream_created: string; position: number; updated_at: string };

@ApiTags('projections')
@Controller('admin/projections')
export class ProjectionsController {
  constructor(
    private readonly projectors: Projectors,
    private readonly database: Database,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Where every projection stands' })
  @ApiOkResponse({ standardSchema: z.array(ProjectionStatus) })
  async list(): Promise<ProjectionStatus[]> {
    // Without the database or NATS this replica still says what it knows and what is wrong.
    const rows = await this.database.query<Row>('select name, stream_created, position, updated_at from projections').catch(() => []);
    return Promise.all(this.projectors.all.map((projector) => this.statusOf(projector, rows)));
  }

  private async statusOf({ projection, progress }: Projector, rows: readonly Row[]): Promise<ProjectionStatus> {
    const { name, version, stream } = projection;
    const row = rows.find((candidate) => candidate.name === name);
    const info = await streamInfo(this.jsm, stream).catch(() => null);
    const position = row?.position ?? progress.position;
    const lastSequence = info?.state.last_seq ?? progress.lastSequence;
    return {
      name,
      version,
      stream,
      streamCreated: row?.stream_created ?? progress.streamCreated,
      position,
      lastSequence,
      lag: Math.max(0, lastSequence - position),
      updatedAt: row?.updated_at ?? null,
      state: progress.state,
      problem: problemOf(progress.error),
    };
  }
}

const problemOf = (error: Error | null): ProjectionStatus['problem'] => {
  if (error === null) return null;
  if (error instanceof AppError) return { code: error.code, message: error.message, fix: error.fix };
  return { code: 'INTERNAL', message: 'Something is wrong with this service', fix: 'Its log says what' };
};
