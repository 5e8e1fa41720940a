import { Logger } from '@nestjs/common';
import type { Channel } from '../channel.js';
import type { Message } from '../message.js';

/** Writes the alert as one line of the service's log. */
export class LogChannel implements Channel {
  private readonly logger = new Logger('alert');

  async send({ key, title, event, reason, listings, seen, proof }: Message): Promise<void> {
    this.logger.log({ msg: `${title}: ${reason}`, key, event, listings, seen, proof });
  }
}
