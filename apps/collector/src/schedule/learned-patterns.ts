import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { KV, KvEntry } from '@nats-io/kv';
import { Patterns } from '@tickettape/sampling';
import { PATTERNS_BUCKET } from '../tokens.js';

type Watching = Awaited<ReturnType<KV['watch']>>;

/** When the books of each source change, as storage learned it from the tape and tells it by a bucket. Nothing is known until it tells something. */
@Injectable()
export class LearnedPatterns implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('schedule');
  private readonly bySource = new Map<string, Patterns>();
  private watching: Watching | undefined;

  constructor(@Inject(PATTERNS_BUCKET) private readonly bucket: KV) {}

  async onApplicationBootstrap(): Promise<void> {
    this.watching = await this.bucket.watch();
    void this.follow(this.watching).catch((error: unknown) => this.logger.warn(error));
  }

  onModuleDestroy(): void {
    this.watching?.stop();
  }

  of(source: string): Patterns | null {
    return this.bySource.get(source) ?? null;
  }

  private async follow(entries: Watching): Promise<void> {
    for await (const entry of entries) this.take(entry);
  }

  /** What another version of storage wrote, and this one cannot read, is as if it had not been told. */
  private take(entry: KvEntry): void {
    const told = entry.operation === 'PUT' ? Patterns.safeParse(jsonOf(entry)) : null;
    if (told?.success) this.bySource.set(entry.key, told.data);
    else this.bySource.delete(entry.key);
  }
}

const jsonOf = (entry: KvEntry): unknown => {
  try {
    return entry.json();
  } catch {
    return undefined;
  }
};
