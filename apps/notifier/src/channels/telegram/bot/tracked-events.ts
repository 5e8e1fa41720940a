import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { CatalogFact, type EventDetails } from '@tickettape/contracts';
import { JSM, readLast } from '@tickettape/jetstream';
import { factOf } from '@tickettape/tape';

/** The events that are watched, as the catalogue on the tape has them. */
@Injectable()
export class TrackedEvents {
  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  /** Those with this id, or else those whose name, venue or city holds every word of `text`; by date. */
  async find(text: string): Promise<EventDetails[]> {
    const wanted = text.trim().toLowerCase();
    const words = wanted.split(/\s+/);
    const all = await this.all();
    const exact = all.filter(({ eventId }) => eventId.toLowerCase() === wanted);
    if (exact.length > 0) return exact;
    const matches = ({ name, venue, city }: EventDetails) => words.every((word) => `${name} ${venue} ${city}`.toLowerCase().includes(word));
    return all.filter(matches).toSorted((a, b) => ((a.localDate ?? '') < (b.localDate ?? '') ? -1 : 1));
  }

  private async all(): Promise<EventDetails[]> {
    const events: EventDetails[] = [];
    for await (const message of readLast(this.jsm, 'CATALOG', 'catalog.*.*')) {
      const fact = factOf(CatalogFact, message);
      if (fact && fact.type !== 'event.untracked.v1') events.push(fact.data);
    }
    return events;
  }
}
