import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { envelope, SourceFact, subjects } from '@tickettape/contracts';
import { JSM, Publisher, readLastOf } from '@tickettape/jetstream';
import { NOW } from '../tokens.js';

type Told = { [Fact in SourceFact as Fact['type']]: Omit<Fact['data'], 'source' | 'revision'> };

/** Writes what people have to know of a source. */
@Injectable()
export class SourceFacts {
  constructor(
    private readonly publisher: Publisher,
    @Inject(JSM) private readonly jsm: JetStreamManager,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  /** Throws VERSION_CONFLICT where another replica states something of the source at this moment. */
  async state<Type extends SourceFact['type']>(source: string, type: Type, told: Told[Type]): Promise<void> {
    const last = await readLastOf(this.jsm, 'SOURCES', subjects.source(source));
    const revision = last === null ? 1 : SourceFact.parse(last.json()).data.revision + 1;
    const time = new Date(this.now()).toISOString();
    const about = { id: `source:${source}:${revision}:${type}`, source: '/tickettape/collector', subject: source, time };
    const fact = envelope(type, about, { source, revision, ...told });
    await this.publisher.publish(subjects.source(source), fact, { expectedLastSequence: last?.seq ?? 0 });
  }
}
