import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { type BookKey, CatalogFact, subjects } from '@tickettape/contracts';
import { JSM, readLast, readLastOf, type StoredMessage } from '@tickettape/jetstream';

/** The events of the sheet as the tape tells them now. Nothing is kept here, so nothing can be out of date. */
@Injectable()
export class Catalogue {
  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  /** The last fact about an event; null where there is none that can be read. */
  async read(key: BookKey): Promise<CatalogFact | null> {
    const message = await readLastOf(this.jsm, 'CATALOG', subjects.catalog(key));
    return message && factOf(message);
  }

  /** The last fact about every event. */
  async *all(): AsyncGenerator<CatalogFact> {
    for await (const message of readLast(this.jsm, 'CATALOG', 'catalog.*.*')) {
      const fact = factOf(message);
      if (fact) yield fact;
    }
  }
}

const factOf = (message: StoredMessage): CatalogFact | null => {
  try {
    return CatalogFact.parse(message.json());
  } catch {
    return null;
  }
};
