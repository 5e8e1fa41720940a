import { metrics } from '@tickettape/telemetry';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A page that is ready for one navigation, and what its life was like. */
export type PooledPage = { context: BrowserContext; page: Page; openedMs: number; navigations: number; slowMs: number };

export type PoolSettings = {
  source: string;
  launch: () => Promise<Browser>;
  openContext: (browser: Browser) => Promise<BrowserContext>;
  /** Pages that are open at the same time. */
  most: number;
  /** A page is replaced after this, since pages grow. */
  oldestMs: number;
  mostNavigations: number;
  now: () => number;
};

/** Of the times a page takes to answer: the weight of the newest. */
const newestWeight = 0.3;
/** A page that takes this many times as long to answer as those of the pool is replaced. */
const slowFactor = 3;
/** Nothing is said of a page before it was used so often. */
const fewNavigations = 3;

/** Why a page is not used again; null where it is. */
export const retirementOf = (
  { openedMs, navigations, slowMs }: Pick<PooledPage, 'openedMs' | 'navigations' | 'slowMs'>,
  { oldestMs, mostNavigations, poolMs, nowMs }: { oldestMs: number; mostNavigations: number; poolMs: number | null; nowMs: number },
): 'age' | 'use' | 'slow' | null => {
  if (nowMs - openedMs >= oldestMs) return 'age';
  if (navigations >= mostNavigations) return 'use';
  return poolMs !== null && navigations >= fewNavigations && slowMs > poolMs * slowFactor ? 'slow' : null;
};

/** The average after one more time. */
export const averaged = (beforeMs: number | null, tookMs: number): number =>
  beforeMs === null ? tookMs : beforeMs * (1 - newestWeight) + tookMs * newestWeight;

/** A bounded number of pages of one browser, which starts with the first page that is wanted and again after it died. */
export class PagePool {
  private browser: Promise<Browser> | null = null;
  private readonly idle: PooledPage[] = [];
  private readonly queue: (() => void)[] = [];
  private open = 0;
  private poolMs: number | null = null;

  constructor(private readonly settings: PoolSettings) {}

  /** Gives `work` a page to itself; rejects with what it rejects with. A page that failed is not used again. */
  async use<Value>(work: (page: Page) => Promise<Value>, signal: AbortSignal): Promise<Value> {
    await this.place(signal);
    let pooled: PooledPage | null = null;
    let failed = true;
    try {
      pooled = this.idle.pop() ?? (await this.create());
      const value = await work(pooled.page);
      await this.measure(pooled);
      failed = pooled.page.isClosed();
      return value;
    } finally {
      await this.giveBack(pooled, failed);
    }
  }

  async close(): Promise<void> {
    const browser = await this.browser?.catch(() => null);
    this.browser = null;
    this.idle.length = 0;
    await browser?.close().catch(() => undefined);
  }

  /** Waits for one of the places; whoever gives up leaves the queue. */
  private async place(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.open < this.settings.most) return void (this.open += 1);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      this.queue.splice(this.queue.indexOf(resolve), 1);
      reject(signal.reason as Error);
    };
    this.queue.push(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  private async create(): Promise<PooledPage> {
    const context = await this.settings.openContext(await this.running());
    return { context, page: await context.newPage(), openedMs: this.settings.now(), navigations: 0, slowMs: 0 };
  }

  private running(): Promise<Browser> {
    this.browser ??= this.settings.launch().then(
      (browser) => {
        browser.on('disconnected', () => {
          this.browser = null;
          this.idle.length = 0;
        });
        return browser;
      },
      (error: unknown) => {
        this.browser = null;
        throw error;
      },
    );
    return this.browser;
  }

  /** How long the page takes to answer us: neither the source nor our politeness makes that longer. */
  private async measure(pooled: PooledPage): Promise<void> {
    const startedMs = this.settings.now();
    await pooled.page.title();
    const tookMs = this.settings.now() - startedMs;
    metrics.browser_answer_seconds.observe({ source: this.settings.source }, tookMs / 1000);
    pooled.slowMs = averaged(pooled.navigations === 0 ? null : pooled.slowMs, tookMs);
    pooled.navigations += 1;
    this.poolMs = averaged(this.poolMs, tookMs);
  }

  private async giveBack(pooled: PooledPage | null, failed: boolean): Promise<void> {
    if (pooled !== null) {
      const { source, oldestMs, mostNavigations, now } = this.settings;
      const why = failed ? 'failed' : retirementOf(pooled, { oldestMs, mostNavigations, poolMs: this.poolMs, nowMs: now() });
      if (why === null) this.idle.push(pooled);
      else {
        metrics.browser_pages_retired_total.inc({ source, why });
        await pooled.context.close().catch(() => undefined);
      }
    }
    const next = this.queue.shift();
    if (next) next();
    else this.open -= 1;
  }
}
