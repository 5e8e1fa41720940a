import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { KV } from '@nats-io/kv';
import { learn, Patterns } from '@tickettape/sampling';
import { Database } from '../database/database.js';
import { readPieces } from './read-pieces.js';

export const PATTERNS_BUCKET = Symbol('PATTERNS_BUCKET');
export const PATTERNS_EVERY_MS = Symbol('PATTERNS_EVERY_MS');

/** Tells the collectors, by a bucket, when books change. Any number of replicas may do so: they read the same tables. */
@Injectable()
export class Learning implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('patterns');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    @Inject(PATTERNS_BUCKET) private readonly bucket: KV,
    @Inject(PATTERNS_EVERY_MS) private readonly everyMs: number,
  ) {}

  onApplicationBootstrap(): void {
    const run = () => void this.run().catch((error: unknown) => this.logger.warn(error));
    this.timer = setInterval(run, this.everyMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Learns anew from what the tables hold now. Throws DATABASE_UNAVAILABLE. */
  async run(): Promise<Patterns[]> {
    const learnedAt = new Date().toISOString();
    const found = await this.database.snapshot(readPieces);
    const patterns = found.map(({ source, spans, pieces }) => learn(source, pieces, { spans, learnedAt }));
    for (const pattern of patterns) await this.bucket.put(pattern.source, JSON.stringify(pattern));
    this.logger.log({ msg: 'patterns learned', sources: patterns.length, spans: patterns.reduce((sum, { spans }) => sum + spans, 0) });
    return patterns;
  }

  /** What was learned last, as the collectors know it. */
  async known(): Promise<Patterns[]> {
    const names = await Array.fromAsync(await this.bucket.keys());
    const entries = await Promise.all(names.map((name) => this.bucket.get(name)));
    return entries.filter((entry) => entry?.operation === 'PUT').map((entry) => Patterns.parse(entry!.json()));
  }
}
