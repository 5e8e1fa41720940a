import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SourceFact } from '@tickettape/contracts';
import { consumers, JetStreamContext, JetStreamHandler } from '@tickettape/jetstream';
import { MAX_ALERT_AGE_MS } from '../delivery/dispatch.js';
import { isTooOld } from '../delivery/fence.js';
import { isImported } from '../tape/imported.js';
import { SourceNotices } from './source-notices.js';

@Controller()
export class SourceNoticesController {
  constructor(
    private readonly notices: SourceNotices,
    @Inject(MAX_ALERT_AGE_MS) private readonly maxAgeMs: number,
  ) {}

  /** Nothing old or imported reaches people. That a token came the person who brought it was told by the page. */
  @JetStreamHandler({ ...consumers.sources, schema: SourceFact, concurrency: 2 })
  async tell(@Payload() fact: SourceFact, @Ctx() { message }: JetStreamContext): Promise<void> {
    if (fact.type !== 'source.token-needed.v1' || isImported(message) || isTooOld(fact.time, Date.now(), this.maxAgeMs)) return;
    await this.notices.tell(fact);
  }
}
