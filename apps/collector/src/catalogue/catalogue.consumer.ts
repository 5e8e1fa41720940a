import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CatalogFact } from '@tickettape/contracts';
import { consumers, JetStreamHandler } from '@tickettape/jetstream';
import { Planner } from '../schedule/planner.js';

/** Every fact of the catalogue is a reason to look at what the catalogue now says about its event. */
@Controller()
export class CatalogueConsumer {
  constructor(private readonly planner: Planner) {}

  @JetStreamHandler({ ...consumers.catalogue, schema: CatalogFact, concurrency: 32 })
  follow(@Payload() { data }: CatalogFact): Promise<void> {
    return this.planner.follow(data);
  }
}
