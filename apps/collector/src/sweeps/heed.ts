import { Injectable, Logger } from '@nestjs/common';
import { errorCodes } from '@tickettape/errors';
import { paused } from '../politeness/source-state.js';
import { SourceStates } from '../politeness/source-states.js';
import type { Look } from '../sources/source.js';

/**
 * What an answer means for the whole source. A refusal, a login page or a challenge pauses it until a person resumes it: no sweep makes a request
 * meanwhile. A wish to be left alone closes the host, which its gate sees to.
 */
@Injectable()
export class Heed {
  private readonly logger = new Logger('politeness');

  constructor(private readonly states: SourceStates) {}

  async answer(source: string, { observation }: Look): Promise<void> {
    if (observation.kind === 'seen') return;
    const { reason, detail, observedAt } = observation;
    if (reason === 'blocked' || reason === 'challenged') {
      await this.states.change(source, (state) => paused(state, { reason, detail, by: 'collector', at: observedAt }));
      this.logger.error({ msg: 'source paused', source, reason, detail, fix: errorCodes.SOURCE_PAUSED.fix });
    }
  }
}
