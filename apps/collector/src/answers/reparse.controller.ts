import { namedDifferences, Reparse, type Difference } from '@tickettape/admin-answers';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { BookFact, Token } from '@tickettape/contracts';
import { JSM } from '@tickettape/jetstream';
import { loadBookAt } from '@tickettape/tape';
import { z } from 'zod';
import type { Sources } from '../sources/source.js';
import { SOURCES } from '../tokens.js';
import { compare } from './compare.js';
import { type KeptAnswer, KeptAnswers } from './kept-answers.js';

const Wanted = z
  .object({ source: Token.optional(), eventId: Token.optional(), since: z.iso.datetime().default('1970-01-01T00:00:00Z') })
  .meta({ id: 'ReparseWanted' });
type Wanted = z.output<typeof Wanted>;

/** Facts are never edited: what a mended mapper reads otherwise goes on the tape with the next look, as a change. */
@ApiTags('sources')
@Controller('admin/reparse')
export class ReparseController {
  constructor(
    private readonly answers: KeptAnswers,
    @Inject(JSM) private readonly jsm: JetStreamManager,
    @Inject(SOURCES) private readonly sources: Sources,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What the answers that are kept would be read as now; publishes nothing' })
  @ApiOkResponse({ standardSchema: Reparse })
  async reparse(@Query({ schema: Wanted }) { since, ...key }: Wanted): Promise<Reparse> {
    const report: Reparse = { read: 0, different: 0, differences: [] };
    for await (const answer of this.answers.read(key, new Date(since))) {
      report.read += 1;
      const difference = await this.differenceOf(answer);
      if (difference === null) continue;
      report.different += 1;
      if (report.differences.length < namedDifferences) report.differences.push(difference);
    }
    return report;
  }

  /** null also where the look or its source is not here any more. */
  private async differenceOf({ key, bodies, lookSequence }: KeptAnswer): Promise<Difference | null> {
    const source = this.sources.get(key.source);
    const stored = await this.jsm.direct.getMessage('BOOKS', { seq: lookSequence });
    const fact = stored && BookFact.safeParse(stored.json());
    if (!source || !fact?.success) return null;
    const { book } = await loadBookAt(this.jsm, lookSequence);
    return compare(fact.data, book, source.read(key, bodies, fact.data.data.observedAt).observation);
  }
}
