import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { CatalogFact, EventDetails, Watch, WatchFact } from '@tickettape/contracts';
import { JSM } from '@tickettape/jetstream';
import { z } from 'zod';
import { readLastFacts } from '../sync/last-facts.js';
import { fold as foldWatchlist } from '../watches/watchlist.js';
import { fold } from './catalogue.js';

const CatalogueAnswer = z
  .object({
    events: z.array(EventDetails.extend({ status: z.enum(['tracked', 'untracked']), revision: z.int().positive() })),
    watches: z.array(Watch.extend({ revision: z.int().positive() })),
    unreadable: z.array(z.string()).describe('Subjects whose last message meets no contract; nothing is written to them'),
  })
  .meta({ id: 'Catalogue' });
type CatalogueAnswer = z.output<typeof CatalogueAnswer>;

@ApiTags('sheet')
@Controller('admin/catalogue')
export class CatalogueController {
  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  @Get()
  @ApiOperation({ summary: 'The events and watches on the tape' })
  @ApiOkResponse({ standardSchema: CatalogueAnswer })
  async catalogue(): Promise<CatalogueAnswer> {
    const events = await readLastFacts(this.jsm, 'CATALOG', CatalogFact);
    const watches = await readLastFacts(this.jsm, 'WATCHES', WatchFact);
    return {
      events: [...fold(events.facts).values()].map(({ details, status, revision }) => ({ ...details, status, revision })),
      watches: [...foldWatchlist(watches.facts).values()].flatMap(({ watch, revision }) => (watch ? [{ ...watch, revision }] : [])),
      unreadable: [...events.unreadable, ...watches.unreadable],
    };
  }
}
