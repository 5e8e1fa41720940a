import { SourceState } from '@tickettape/contracts';
import { Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { paused, resumed } from '../politeness/source-state.js';
import { SourceStates } from '../politeness/source-states.js';
import type { Sources } from '../sources/source.js';
import { NOW, SOURCES } from '../tokens.js';
import { SweepRequests } from './sweep-requests.js';

const Switch = SourceState.meta({ id: 'Switch' });

/** The one switch for all sources. It is kept, so a restart does not turn it back. */
@ApiTags('sources')
@Controller('admin')
export class SwitchController {
  constructor(
    private readonly states: SourceStates,
    private readonly requests: SweepRequests,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  @Post('pause')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Make no request to any source until all are resumed; a sweep that waits for its turn makes none either' })
  @ApiOkResponse({ standardSchema: Switch })
  pause(): Promise<SourceState> {
    const cause = { reason: 'requested', detail: 'all sources are paused by a person', by: 'operator', at: this.at() } as const;
    return this.states.changeAll((state) => paused(state, cause));
  }

  @Post('resume')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'End the pause of all sources; a source with a pause of its own stays paused' })
  @ApiOkResponse({ standardSchema: Switch })
  async resume(): Promise<SourceState> {
    const { paused: wasPaused } = await this.states.readAll();
    const state = await this.states.changeAll((before) => resumed(before, this.at()));
    for (const source of wasPaused ? this.sources.values() : []) {
      if (!(await this.states.read(source.name)).paused) await this.requests.requestAll(source);
    }
    return state;
  }

  private at(): string {
    return new Date(this.now()).toISOString();
  }
}
