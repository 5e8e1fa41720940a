import { Requests } from '@tickettape/admin-answers';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Token } from '@tickettape/contracts';
import { z } from 'zod';
import { Ledger } from '../politeness/ledger.js';

const LedgerQuery = z
  .object({
    source: Token.optional(),
    eventId: Token.optional(),
    result: z.string().max(64).optional().describe('Only requests that ended like this, e.g. `throttled`'),
    last: z.coerce.number().int().min(1).max(10_000).default(100).describe('The newest of them'),
  })
  .meta({ id: 'LedgerQuery' });

@ApiTags('politeness')
@Controller('admin/requests')
export class RequestsController {
  constructor(private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: 'The ledger of requests, the newest first: who asked which host when, with which result' })
  @ApiOkResponse({ standardSchema: Requests })
  async list(@Query({ schema: LedgerQuery }) { source, eventId, result, last }: z.output<typeof LedgerQuery>): Promise<Requests> {
    const key = { ...(source && { source }), ...(eventId && { eventId }) };
    return { requests: await this.ledger.newest(key, last, (record) => result === undefined || record.result === result) };
  }
}
