import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError } from '@tickettape/errors';
import { SweepRequests } from '../admin/sweep-requests.js';
import type { CaptchaOffice } from '../sources/captcha-desk.js';
import type { Source, Sources } from '../sources/source.js';
import { SOURCES } from '../tokens.js';
import { TokenDesk } from './token-desk.js';
import type { TokenRecord } from './token-record.js';

/** Takes a token from a person and looks at the source again. */
@Injectable()
export class TokenSupply {
  private readonly logger = new Logger('captcha');

  constructor(
    private readonly desk: TokenDesk,
    private readonly requests: SweepRequests,
    @Inject(SOURCES) private readonly sources: Sources,
  ) {}

  /** Throws NOT_FOUND where there is no such source, or none that has a captcha. */
  sourceWithCaptcha(name: string): Source & { captcha: CaptchaOffice } {
    const source = this.sources.get(name);
    if (!source?.captcha) throw new AppError('NOT_FOUND', { detail: `a source ${name} that has a captcha` });
    return source as Source & { captcha: CaptchaOffice };
  }

  async supply(name: string, token: string, by: 'page' | 'operator'): Promise<TokenRecord> {
    const source = this.sourceWithCaptcha(name);
    const { token: held } = await this.desk.current(name);
    const record = await this.desk.supply(name, token, by, source.captcha.address);
    // A token that only takes the place of another changes nothing about what can be seen.
    if (held === null) await this.requests.requestAll(source).catch((error: unknown) => this.logger.warn(error));
    return record;
  }
}
