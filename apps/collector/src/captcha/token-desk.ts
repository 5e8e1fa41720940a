import { Inject, Injectable, Logger } from '@nestjs/common';
import type { TokenNeed } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { CaptchaDesk, Held } from '../sources/captcha-desk.js';
import { NOW } from '../tokens.js';
import { HandOffs } from './hand-offs.js';
import { SourceFacts } from './source-facts.js';
import { ended, heldOf, isNews, needByTime, supplied, type TokenRecord } from './token-record.js';
import { TokenRecords } from './token-records.js';

/** Keeps the captcha tokens that people supply, and tells people when one is needed. It never gets one by itself. */
@Injectable()
export class TokenDesk implements CaptchaDesk {
  private readonly logger = new Logger('captcha');

  constructor(
    private readonly records: TokenRecords,
    private readonly facts: SourceFacts,
    private readonly handOffs: HandOffs,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  async current(source: string): Promise<Held> {
    return heldOf(await this.records.read(source), this.now());
  }

  read(source: string): Promise<TokenRecord> {
    return this.records.read(source);
  }

  async need(source: string, need: Exclude<TokenNeed, 'expiring'>): Promise<void> {
    const { after } = await this.records.change(source, (record) => (record.isNeeded ? record : { ...record, isNeeded: true }));
    await this.tell(source, after, need);
  }

  async refuse(source: string, token: string | null, need: Exclude<TokenNeed, 'expiring'>): Promise<void> {
    const { after } = await this.records.change(source, (record) => ended(record, token, need));
    if (after.token === null) await this.tell(source, after, need);
  }

  /** Asks for the next token in time, and drops one that has ended. */
  async review(source: string): Promise<void> {
    const record = await this.records.read(source);
    const need = needByTime(record, this.now());
    if (need === 'expired') await this.refuse(source, record.token, need);
    else if (need !== null) await this.tell(source, record, need);
  }

  /** `address` is the one under which the source sees us, null where nobody knows. Throws TOKEN_REFUSED for a token that cannot be of use. */
  async supply(source: string, token: string, by: 'page' | 'operator', address: string | null): Promise<TokenRecord> {
    const record = supplied(token, by, this.now());
    if (heldOf(record, this.now()).token === null) throw new AppError('TOKEN_REFUSED', { detail: 'it has ended' });
    if (address !== null && record.address !== null && record.address !== address)
      throw new AppError('TOKEN_REFUSED', { detail: `it was made for the address ${record.address}, and ${source} sees us at ${address}` });
    await this.records.change(source, () => record);
    await this.tellSupplied(source, record.expiresAt, by);
    await this.handOffs.close(source);
    this.logger.log({ msg: 'token supplied', source, by, expiresAt: record.expiresAt });
    return record;
  }

  /** Another replica may state something of the source at this moment; then ours comes after it. */
  private async tellSupplied(source: string, expiresAt: string | null, by: 'page' | 'operator'): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.facts.state(source, 'source.token-supplied.v1', { expiresAt, by });
      } catch (error) {
        if (attempt === 3 || !(error instanceof AppError) || error.code !== 'VERSION_CONFLICT') throw error;
      }
    }
  }

  async forget(source: string): Promise<TokenRecord> {
    const { after } = await this.records.change(source, (record) => ({ ...record, token: null, end: 'missing', told: null }));
    return after;
  }

  /** The link is there before people are told, so that whoever tells them finds it. */
  private async tell(source: string, record: TokenRecord, need: TokenNeed): Promise<void> {
    if (!isNews(record, need)) return;
    await this.handOffs.open(source);
    try {
      await this.facts.state(source, 'source.token-needed.v1', { need, expiresAt: record.expiresAt, detail: wordsOf(need, record) });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'VERSION_CONFLICT') throw error;
      return;
    }
    await this.records.change(source, (now) => (now.token === record.token && isNews(now, need) ? { ...now, told: need } : now));
    this.logger.warn({ msg: 'token needed', source, need });
  }
}

const wordsOf = (need: TokenNeed, { address }: TokenRecord): string =>
  ({
    missing: 'the office wants a captcha solved before it shows its calendar',
    expiring: 'the token in use ends soon; until then the calendar is still looked at',
    expired: 'the token has ended',
    refused: `the office does not take the token${address === null ? '' : ' any more, or not from here'}`,
  })[need];
