import { Sweeps } from '@tickettape/admin-answers';
import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Token } from '@tickettape/contracts';
import { z } from 'zod';
import { SweepRequests } from './sweep-requests.js';
import { sweepOf } from './sweep-of.js';

const SweepRequest = z
  .object({
    eventId: Token.optional().describe('Only this event; without it every tracked event that has not begun'),
    source: Token.optional().describe('Only events of this source'),
  })
  .prefault({})
  .meta({ id: 'SweepRequest' });
type SweepRequest = z.output<typeof SweepRequest>;

@ApiTags('sweeps')
@Controller('admin/sweeps')
export class SweepsController {
  constructor(private readonly requests: SweepRequests) {}

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Sweep now, or as soon as the floor of the source allows' })
  @ApiAcceptedResponse({ standardSchema: Sweeps })
  async request(@Body({ schema: SweepRequest }) request: SweepRequest): Promise<Sweeps> {
    return { sweeps: (await this.requests.request(request)).map(sweepOf) };
  }
}
