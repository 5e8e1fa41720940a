import { Inject, Injectable } from '@nestjs/common';
import type { KV, KvEntry } from '@nats-io/kv';
import { AppError } from '@tickettape/errors';
import { TOKEN_BUCKET } from '../tokens.js';
import { noToken, TokenRecord } from './token-record.js';

const tries = 5;

/** The records of captcha tokens in a bucket that all replicas share; it keeps nothing but the last. */
@Injectable()
export class TokenRecords {
  constructor(@Inject(TOKEN_BUCKET) private readonly bucket: KV) {}

  async read(source: string): Promise<TokenRecord> {
    return recordOf(await this.entry(source));
  }

  /** Stores what `change` makes of the record, on top of whatever another replica has just written. Gives the one before, too. Throws NATS_UNAVAILABLE. */
  async change(source: string, change: (record: TokenRecord) => TokenRecord): Promise<{ before: TokenRecord; after: TokenRecord }> {
    for (let attempt = 1; ; attempt += 1) {
      const entry = await this.entry(source);
      const before = recordOf(entry);
      const after = change(before);
      if (after === before) return { before, after };
      try {
        const text = JSON.stringify(after);
        await (entry ? this.bucket.update(source, text, entry.revision) : this.bucket.create(source, text));
        return { before, after };
      } catch {
        // The cause may quote what was to be written, which holds the token.
        if (attempt === tries) throw new AppError('NATS_UNAVAILABLE', { detail: `token of ${source}` });
      }
    }
  }

  private async entry(source: string): Promise<KvEntry | null> {
    try {
      return await this.bucket.get(source);
    } catch (cause) {
      throw new AppError('NATS_UNAVAILABLE', { cause, detail: `token of ${source}` });
    }
  }
}

const recordOf = (entry: KvEntry | null): TokenRecord => (entry?.operation === 'PUT' ? TokenRecord.parse(entry.json()) : noToken);
