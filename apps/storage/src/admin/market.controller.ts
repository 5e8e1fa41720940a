import { Market, type MarketEvent } from '@tickettape/admin-answers';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database } from '../database/database.js';
import { marketQuery } from './market-query.js';

@ApiTags('market')
@Controller('admin/market')
export class MarketController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Every tracked event with the market as it was seen last' })
  @ApiOkResponse({ standardSchema: Market })
  market(): Promise<Market> {
    return this.database.query<MarketEvent>(marketQuery);
  }
}
