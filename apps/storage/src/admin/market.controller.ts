import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BookKey, outcomes, type Outcome } from '@tickettape/contracts';
import { z } from 'zod';
import { Database } from '../database/database.js';
import { marketQuery } from './market-query.js';

const Ended = z.enum(outcomes as [Outcome, ...Outcome[]]);
const count = z.int().nullable();
const minor = z.int().nullable().describe('All-in price per ticket, minor units');

const MarketEvent = BookKey.extend({
  name: z.string(),
  startsAt: z.iso.datetime().nullable(),
  localDate: z.string().nullable(),
  outcome: z
    .enum(outcomes as [Outcome, ...Outcome[]])
    .nullable()
    .describe('Of the last look; null before the first'),
  kind: z.enum(['keyframe', 'delta', 'confirm', 'blind']).nullable(),
  observedAt: z.iso.datetime().nullable().describe('When the last look was taken'),
  pricedAt: z.iso.datetime().nullable().describe('When the last complete look was taken: what all following figures are of'),
  listings: count,
  tickets: count,
  currency: z.string().nullable(),
  getIn: minor,
  median: minor,
  getInBefore: minor.describe('At the first complete look of `history`, in the same currency'),
  medianBefore: minor.describe('At the first complete look of `history`, in the same currency'),
  history: z.array(minor).describe('Get-in of the last looks, oldest first; null where it is not known'),
  outcomes: z.array(Ended).describe('How the looks of `history` ended'),
}).meta({ id: 'MarketEvent' });
type MarketEvent = z.output<typeof MarketEvent>;

@ApiTags('market')
@Controller('admin/market')
export class MarketController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Every tracked event with the market as it was seen last' })
  @ApiOkResponse({ standardSchema: z.array(MarketEvent) })
  market(): Promise<MarketEvent[]> {
    return this.database.query<MarketEvent>(marketQuery);
  }
}
