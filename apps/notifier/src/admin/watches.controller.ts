import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Watch } from '@tickettape/contracts';
import { z } from 'zod';
import { FollowedBooks } from '../books/followed-books.js';
import { Alerts } from '../episodes/alerts.js';
import type { Watched } from '../watches/watched.js';
import { Watches } from '../watches/watches.js';

const WatchView = Watch.extend({
  since: z.iso.datetime().describe('When its rule became what it is'),
  state: z.enum(['idle', 'open']),
  openSince: z.iso.datetime().nullable().describe('observedAt of the look that opened the episode'),
  alertId: z.string().nullable().describe('Of the open episode'),
  episodes: z.int().nonnegative().describe('Episodes so far'),
  lastLookAt: z.iso.datetime().nullable().describe('The last look at its book that this process handled; null if none since it started'),
}).meta({ id: 'WatchView' });
type WatchView = z.infer<typeof WatchView>;

@ApiTags('watches')
@Controller('admin/watches')
export class WatchesController {
  constructor(
    private readonly watches: Watches,
    private readonly alerts: Alerts,
    private readonly books: FollowedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All watches, whether an episode of them is open, and when they were last evaluated' })
  @ApiOkResponse({ standardSchema: z.array(WatchView) })
  async list(): Promise<WatchView[]> {
    const views: WatchView[] = [];
    for (const watch of this.watches.all()) views.push(await this.view(watch));
    return views;
  }

  private async view(watch: Watched): Promise<WatchView> {
    const episode = await this.alerts.episodeOf(watch.watchId);
    const open = episode.status === 'open' ? episode : null;
    return {
      ...watch,
      state: episode.status,
      openSince: open?.openedAt ?? null,
      alertId: open?.alertId ?? null,
      episodes: episode.number,
      lastLookAt: this.books.lastLookAt(watch),
    };
  }
}
