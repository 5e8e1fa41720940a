import type { TabName } from '@tickettape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { KV } from '@nats-io/kv';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import { HOLD_BUCKET } from '../tokens.js';
import { holdReasons, type GuardSettings, type Hold } from './removal-guard.js';

const Held = z.object({ reason: z.enum(holdReasons), names: z.array(z.string()) }).nullable();

/** What waits for a person, in a bucket that all replicas share and that survives a restart. */
@Injectable()
export class HeldRemovals {
  constructor(@Inject(HOLD_BUCKET) private readonly bucket: KV) {}

  /** Throws NATS_UNAVAILABLE. */
  async read(tab: TabName): Promise<GuardSettings['heldBefore']> {
    const entry = await this.bucket.get(tab).catch(unavailable);
    return entry?.operation === 'PUT' ? Held.parse(entry.json()) : null;
  }

  /** Replaces what waits; every replica would write the same, because all read the same sheet. Throws NATS_UNAVAILABLE. */
  async write(tab: TabName, hold: Hold | null): Promise<void> {
    const text = JSON.stringify(hold && { reason: hold.reason, names: hold.names });
    const entry = await this.bucket.get(tab).catch(unavailable);
    if ((entry?.string() ?? 'null') !== text) await this.bucket.put(tab, text).catch(unavailable);
  }
}

const unavailable = (cause: unknown): never => {
  throw new AppError('NATS_UNAVAILABLE', { cause, detail: 'removals held back' });
};
