import { AlertList, type AlertView } from '@tickettape/admin-answers';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { AlertStreamFact, streamSubjects } from '@tickettape/contracts';
import { JSM } from '@tickettape/jetstream';
import { readFacts } from '@tickettape/tape';
import { z } from 'zod';
import { alertViews } from './alert-view.js';

const Limit = z.coerce.number().int().min(1).max(500).default(50);

/** An alert with one channel leaves four facts: opened, queued, sent, closed. */
const factsPerAlert = 4;

@ApiTags('alerts')
@Controller('admin/alerts')
export class AlertsController {
  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  @Get()
  @ApiOperation({ summary: 'The newest alerts with their evidence and what became of their deliveries, newest first' })
  @ApiOkResponse({ standardSchema: AlertList })
  async newest(@Query('limit', { schema: Limit }) limit: number): Promise<AlertView[]> {
    const { state } = await this.jsm.streams.info('ALERTS');
    for (let facts = limit * factsPerAlert; ; facts *= 4) {
      const from = Math.max(1, state.last_seq + 1 - facts);
      const views = alertViews(await this.factsFrom(from));
      if (views.length >= limit || from === 1) return views.slice(0, limit);
    }
  }

  private async factsFrom(from: number): Promise<AlertStreamFact[]> {
    const facts: AlertStreamFact[] = [];
    for (const subject of streamSubjects.ALERTS)
      for await (const { fact } of readFacts(this.jsm, { stream: 'ALERTS', subject, from, schema: AlertStreamFact }))
        if (fact) facts.push(fact);
    return facts;
  }
}
