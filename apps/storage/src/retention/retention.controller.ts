import { Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RetentionJob } from './retention-job.js';

const RetentionRun = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('off').describe('Nothing is dropped here: not configured, or a policy of TimescaleDB does it') }),
    z.object({ kind: z.literal('nothing-to-drop') }),
    z.object({ kind: z.literal('catching-up').describe('Rows that old may still be written; it is tried again') }),
    z.object({ kind: z.literal('drop'), keptSince: z.iso.datetime(), chunks: z.array(z.string()) }),
  ])
  .meta({ id: 'RetentionRun' });
type RetentionRun = z.output<typeof RetentionRun>;

@ApiTags('retention')
@Controller('admin/retention')
export class RetentionController {
  constructor(private readonly job: RetentionJob) {}

  @Post('run')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Drops looks that are older than RETENTION_DAYS now instead of within a day' })
  @ApiOkResponse({ standardSchema: RetentionRun })
  run(): Promise<RetentionRun> {
    return this.job.run();
  }
}
