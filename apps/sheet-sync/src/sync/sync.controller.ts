import { Rejections, SyncReport } from '@tickettape/admin-answers';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Hold } from './hold.js';
import { SyncLoop } from './sync-loop.js';

const Removals = z.object({ held: z.array(Hold) }).meta({ id: 'Removals' });
const Confirmation = z.object({ token: z.string().min(1).describe('From GET /admin/removals') }).meta({ id: 'Confirmation' });

/** The sheet, as people who keep it ask about it. */
@ApiTags('sheet')
@Controller('admin')
export class SyncController {
  constructor(private readonly loop: SyncLoop) {}

  @Post('sync')
  @HttpCode(200)
  @ApiOperation({ summary: 'Read the sheet now and follow it' })
  @ApiOkResponse({ standardSchema: SyncReport })
  async sync(): Promise<SyncReport> {
    return (await this.loop.sync()).report;
  }

  @Get('rejections')
  @ApiOperation({ summary: 'What the last reading could not use or doubts, by row and column' })
  @ApiOkResponse({ standardSchema: Rejections })
  rejections(): Rejections {
    const { last } = this.loop;
    return { at: last?.report.startedAt ?? null, rejections: [...(last?.findings ?? [])] };
  }

  @Get('removals')
  @ApiOperation({ summary: 'Removals that wait for a person' })
  @ApiOkResponse({ standardSchema: Removals })
  removals(): z.output<typeof Removals> {
    return { held: (this.loop.last?.holds ?? []).map((hold) => ({ ...hold, names: [...hold.names] })) };
  }

  @Post('removals/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Remove exactly what is held under a token, if the sheet still misses it' })
  @ApiOkResponse({ standardSchema: SyncReport })
  async confirm(@Body({ schema: Confirmation }) { token }: z.output<typeof Confirmation>): Promise<SyncReport> {
    return (await this.loop.confirm(token)).report;
  }
}
