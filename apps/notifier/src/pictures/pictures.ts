import { Injectable, Logger } from '@nestjs/common';
import { leavesOf, type AlertOpened, type WatchFinding } from '@tickettape/contracts';
import { metrics } from '@tickettape/telemetry';
import type { Picture, Telling } from '../channels/message.js';
import type { History } from './history.js';
import { historyMs, PriceHistory } from './price-history.js';
import type { PriceChart } from './price-chart.js';

/** A message waits no longer for its picture. */
const deadlineMs = 1_500;

/** Pictures that may be under way at once: painting takes the processor, and messages go first. */
const maxAtOnce = 2;

const utc = { locale: 'en-GB', timeZone: 'UTC' } as const;

/** Pictures of the prices that led to an alert. Where one fails or takes too long the message goes without. */
@Injectable()
export class Pictures {
  private readonly logger = new Logger(Pictures.name);
  private underWay = 0;

  constructor(private readonly prices: PriceHistory) {}

  /** null where there is nothing to show, or no time for it. Never throws. */
  async of(finding: WatchFinding, { title, event }: Telling, reader: PriceChart['reader'] | null): Promise<Picture | null> {
    if (finding.type !== 'alert.opened.v1' || this.underWay >= maxAtOnce) return null;
    this.underWay += 1;
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const picture = await unlessAborted(signal, this.draw(finding, { title, event, reader: reader ?? utc }, signal));
      metrics.pictures_total.inc({ result: picture === null ? 'nothing-to-show' : 'drawn' });
      return picture;
    } catch (error) {
      metrics.pictures_total.inc({ result: signal.aborted ? 'late' : 'failed' });
      if (!signal.aborted) this.logger.warn(error);
      return null;
    } finally {
      this.underWay -= 1;
    }
  }

  private async draw(
    { data }: AlertOpened,
    { title, event, reader }: { title: string; event: string; reader: PriceChart['reader'] },
    signal: AbortSignal,
  ): Promise<Picture | null> {
    const history = await this.prices.of(data, data.evidence.position, signal);
    const chart = chartOf(data, history, { title, subtitle: event, reader });
    if (chart === null) return null;
    signal.throwIfAborted();
    const { drawPriceChart } = await import('./draw.js');
    return { png: await drawPriceChart(chart), alt: `Prices of the last ${Math.round(historyMs / 86_400_000)} days: ${data.reason}` };
  }
}

/** null where no complete look told a price in the currency of the alert. */
export const chartOf = (
  { evidence, condition }: AlertOpened['data'],
  { points, blind }: History,
  told: Pick<PriceChart, 'title' | 'subtitle' | 'reader'>,
): PriceChart | null => {
  const atMs = Date.parse(evidence.look.observedAt);
  const currency = evidence.after.currency ?? points.at(-1)?.currency;
  const shown = points.filter((point) => point.currency === currency && point.atMs <= atMs);
  if (currency === undefined || shown.length === 0) return null;
  const gaps = blind.filter(({ fromMs }) => fromMs < atMs).map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs ?? atMs, atMs) }));
  const lines = leavesOf(condition).flatMap((leaf) => ('price' in leaf && leaf.currency === currency ? [leaf.price] : []));
  return { ...told, currency, points: shown, blind: gaps, alert: { atMs, getIn: evidence.after.getIn }, line: lines[0] ?? null };
};

const unlessAborted = <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })),
  ]);
