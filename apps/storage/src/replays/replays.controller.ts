import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Token } from '@tickettape/contracts';
import { z } from 'zod';
import { ReplayRequest } from './replay-request.js';
import { ReplayStatus } from './replay-status.js';
import { Replays } from './replays.js';

@ApiTags('replays')
@Controller('admin/replays')
export class ReplaysController {
  constructor(private readonly replays: Replays) {}

  @Get()
  @ApiOperation({ summary: 'The replays of this replica, newest first' })
  @ApiOkResponse({ standardSchema: z.array(ReplayStatus) })
  list(): ReplayStatus[] {
    return this.replays.list();
  }

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Send stored messages again, beside the tape: nothing is stored and nobody is told' })
  @ApiAcceptedResponse({ standardSchema: ReplayStatus })
  start(@Body({ schema: ReplayRequest }) request: ReplayRequest): ReplayStatus {
    return this.replays.start(request);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'End a replay' })
  @ApiOkResponse({ standardSchema: ReplayStatus })
  stop(@Param('id', { schema: Token }) id: string): Promise<ReplayStatus> {
    return this.replays.stop(id);
  }
}
