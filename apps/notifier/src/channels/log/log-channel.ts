import { Logger } from '@nestjs/common';
import type { Channel } from '../channel.js';
import type { Message } from '../message.js';

/** Writes the alert as one line of the service's log. */
export class LogChannel implements Channel<'log'> {
  private readonly logger = new Logger('alert');

  async send({ key, title, event, reason, listings, seen, proof, parts }: Message): Promise<void> {
    this.logger.log({ msg: `${title}: ${reason}`, key, event, listings, seen, proof, ...(parts.length > 0 && { parts }) });
  }
}
