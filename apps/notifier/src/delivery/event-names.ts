import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { CatalogFact, subjects, type BookKey } from '@tickettape/contracts';
import { JSM, parseMessage, readLastOf } from '@tickettape/jetstream';
import type { EventName } from '../channels/telling.js';

/** What people call the events, as the catalogue on the tape tells it. */
@Injectable()
export class EventNames {
  private readonly logger = new Logger(EventNames.name);

  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  /** null where the catalogue does not know the event: a message goes out all the same. */
  async of(key: BookKey): Promise<EventName | null> {
    try {
      const last = await readLastOf(this.jsm, 'CATALOG', subjects.catalog(key));
      return last ? parseMessage(CatalogFact, last).data : null;
    } catch (error) {
      this.logger.warn(error);
      return null;
    }
  }
}
