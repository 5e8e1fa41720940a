import { WatchList, WatchView } from '@tickettape/admin-answers';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { Token } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM } from '@tickettape/jetstream';
import { rehearse, type RehearsalProgress } from '@tickettape/rehearsal';
import { ruleText, type Watched } from '@tickettape/watches';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { FollowedBooks } from '../books/followed-books.js';
import { Alerts } from '../episodes/alerts.js';
import { WatchBook } from '../watches/watch-book.js';
import { Watches } from '../watches/watches.js';
import { linesOf, ndjson } from './rehearsal-lines.js';
import { RehearsalRequest, RehearsalView } from './rehearsal-view.js';
import { watchOf, WatchRequest } from '../watches/watch-request.js';

const Removed = z.object({ watchId: Token }).meta({ id: 'RemovedWatch' });
type Removed = z.infer<typeof Removed>;

@ApiTags('watches')
@Controller('admin/watches')
export class WatchesController {
  constructor(
    private readonly watches: Watches,
    private readonly alerts: Alerts,
    private readonly books: FollowedBooks,
    private readonly book: WatchBook,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All watches, whether an episode of them is open, and when they were last evaluated' })
  @ApiOkResponse({ standardSchema: WatchList })
  async list(): Promise<WatchView[]> {
    const views: WatchView[] = [];
    for (const watch of this.watches.all()) views.push(await this.view(watch));
    return views;
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Define a watch by its rule in words, or define it anew; one of the sheet is refused' })
  @ApiOkResponse({ standardSchema: WatchView })
  async define(@Body({ schema: WatchRequest }) request: WatchRequest): Promise<WatchView> {
    const { watch } = watchOf(request);
    return this.after(watch.watchId, await this.book.define(watch));
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Run a rule on the recorded tape and give the alerts it would have sent; nothing is stored and nobody is told',
    description: `Whoever accepts \`${ndjson}\` gets lines that tell how far it is, and the answer as \`result\` of the last. Hanging up ends the work.`,
  })
  @ApiOkResponse({ standardSchema: RehearsalView })
  async test(
    @Body({ schema: RehearsalRequest }) { since, ...request }: RehearsalRequest,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RehearsalView | StreamableFile> {
    const { watch } = watchOf(request);
    const hungUp = new AbortController();
    reply.raw.once('close', () => hungUp.abort());
    const work = async (onProgress?: (progress: RehearsalProgress) => void): Promise<RehearsalView> => {
      const settings = { signal: hungUp.signal, ...(onProgress && { onProgress }) };
      const rehearsed = await rehearse(this.jsm, { ...watch, since, isPaused: false }, settings);
      const findings = rehearsed.findings.map(({ type, time, data }) => ({ type, time, data }));
      return { rule: ruleText(watch.condition), since, ...rehearsed, findings };
    };
    return accept?.includes(ndjson) ? new StreamableFile(linesOf(work), { type: ndjson }) : work();
  }

  @Post(':watchId/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Judge a watch no more until it is resumed; an open episode ends' })
  @ApiOkResponse({ standardSchema: WatchView })
  async pause(@Param('watchId', { schema: Token }) watchId: string): Promise<WatchView> {
    return this.after(watchId, await this.book.pause(watchId));
  }

  @Post(':watchId/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Judge a watch again, beginning with the next look' })
  @ApiOkResponse({ standardSchema: WatchView })
  async resume(@Param('watchId', { schema: Token }) watchId: string): Promise<WatchView> {
    return this.after(watchId, await this.book.resume(watchId));
  }

  @Post(':watchId/remove')
  @HttpCode(200)
  @ApiOperation({ summary: 'Remove a watch that a person defined; those of the sheet go with their rows' })
  @ApiOkResponse({ standardSchema: Removed })
  async remove(@Param('watchId', { schema: Token }) watchId: string): Promise<Removed> {
    await this.book.remove(watchId);
    return { watchId };
  }

  private async after(watchId: string, position: number): Promise<WatchView> {
    const { watch } = await this.watches.stateAfter(position, watchId);
    if (watch === null) throw new AppError('NOT_FOUND', { detail: `watch ${watchId} was removed meanwhile` });
    return this.view(watch);
  }

  private async view(watch: Watched): Promise<WatchView> {
    const { episode, sight } = await this.alerts.standingOf(watch.watchId);
    const open = episode.status === 'open' ? episode : null;
    return {
      ...watch,
      rule: ruleText(watch.condition),
      state: episode.status,
      openSince: open?.openedAt ?? null,
      alertId: open?.alertId ?? null,
      episodes: episode.number,
      blindSince: sight.since,
      lastLookAt: this.books.lastLookAt(watch),
    };
  }
}
