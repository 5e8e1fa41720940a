import { SourceList, SourceStatus } from '@tickettape/admin-answers';
import { Controller, Get, HttpCode, HttpStatus, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type SourceState, Token } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { paused, resumed } from '../politeness/source-state.js';
import { SourceStates } from '../politeness/source-states.js';
import { kinds } from '../sources/kinds.js';
import type { Source, Sources } from '../sources/source.js';
import { NOW, SOURCES } from '../tokens.js';
import { SweepRequests } from './sweep-requests.js';

@ApiTags('sources')
@Controller('admin/sources')
export class SourcesController {
  constructor(
    private readonly states: SourceStates,
    private readonly requests: SweepRequests,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The sources, whether they are paused, and the kinds of sources there are' })
  @ApiOkResponse({ standardSchema: SourceList })
  async list(): Promise<SourceList> {
    const sources = [...this.sources.values()];
    return {
      sources: await Promise.all(sources.map(async (source) => statusOf(source, await this.states.read(source.name)))),
      kinds: kinds.map(({ name, summary, capabilities }) => ({ kind: name, summary, capabilities })),
    };
  }

  @Post(':source/pause')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Make no request to this source until it is resumed' })
  @ApiOkResponse({ standardSchema: SourceStatus })
  async pause(@Param('source', { schema: Token }) name: string): Promise<SourceStatus> {
    const source = this.known(name);
    const cause = { reason: 'requested', detail: 'paused by a person', by: 'operator', at: this.at() } as const;
    return statusOf(source, await this.states.change(name, (state) => paused(state, cause)));
  }

  @Post(':source/resume')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Make requests again: every event of the source is swept soon' })
  @ApiOkResponse({ standardSchema: SourceStatus })
  async resume(@Param('source', { schema: Token }) name: string): Promise<SourceStatus> {
    const source = this.known(name);
    const { paused: wasPaused } = await this.states.read(name);
    const state = await this.states.change(name, (before) => resumed(before, this.at()));
    if (wasPaused && !state.paused) await this.requests.requestAll(source);
    return statusOf(source, state);
  }

  private known(name: string): Source {
    const source = this.sources.get(name);
    if (!source) throw new AppError('NOT_FOUND', { detail: `source ${name}` });
    return source;
  }

  private at(): string {
    return new Date(this.now()).toISOString();
  }
}

const statusOf = ({ name, kind, host, capabilities }: Source, state: SourceState): SourceStatus => ({
  source: name,
  kind,
  host,
  capabilities,
  ...state,
});
