import { Inject, Injectable } from '@nestjs/common';
import type { KV } from '@nats-io/kv';
import { HandOff } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CollectorConfig } from '../config.js';
import { COLLECTOR_CONFIG, HAND_OFF_BUCKET, NOW } from '../tokens.js';

/** A link works for this long, and until a token came by it. */
const lifeMs = 24 * 3_600_000;

/** The links to the page on which a person solves the captcha of a source: one for each source, in a bucket that the notifier reads. */
@Injectable()
export class HandOffs {
  constructor(
    @Inject(HAND_OFF_BUCKET) private readonly bucket: KV,
    @Inject(COLLECTOR_CONFIG) private readonly config: CollectorConfig,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  /** The link that works now, or a new one. */
  async open(source: string): Promise<HandOff> {
    return (await this.valid(source)) ?? this.renew(source);
  }

  /** A new link; the one before works no more. */
  async renew(source: string): Promise<HandOff> {
    const base = this.config.PUBLIC_URL?.href ?? `http://${this.config.HOST}:${this.config.PORT}/`;
    const url = new URL(`captcha/${source}/${randomBytes(24).toString('base64url')}`, base.replace(/\/*$/, '/')).href;
    const handOff: HandOff = { url, expiresAt: new Date(this.now() + lifeMs).toISOString() };
    await this.bucket.put(source, JSON.stringify(handOff));
    return handOff;
  }

  async close(source: string): Promise<void> {
    await this.bucket.delete(source);
  }

  /** Throws LINK_USED unless `secret` is the end of the link that works now. */
  async check(source: string, secret: string): Promise<void> {
    const handOff = await this.valid(source);
    const wanted = handOff?.url.split('/').at(-1);
    if (wanted === undefined || !isSame(secret, wanted)) throw new AppError('LINK_USED');
  }

  private async valid(source: string): Promise<HandOff | null> {
    const entry = await this.bucket.get(source);
    if (entry?.operation !== 'PUT') return null;
    const handOff = HandOff.parse(entry.json());
    return Date.parse(handOff.expiresAt) > this.now() ? handOff : null;
  }
}

/** In constant time whatever the lengths. */
const isSame = (given: string, wanted: string): boolean =>
  timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', wanted, 'buffer'));
