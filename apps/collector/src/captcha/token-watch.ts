import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Sources } from '../sources/source.js';
import { SOURCES } from '../tokens.js';
import { TokenDesk } from './token-desk.js';

const everyMs = 15_000;

/** Looks after tokens between looks, which may be hours apart. */
@Injectable()
export class TokenWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('captcha');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly desk: TokenDesk,
    @Inject(SOURCES) private readonly sources: Sources,
  ) {}

  onApplicationBootstrap(): void {
    const names = [...this.sources.values()].filter(({ captcha }) => captcha !== undefined).map(({ name }) => name);
    if (names.length > 0) this.timer = setInterval(() => void this.review(names), everyMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async review(names: readonly string[]): Promise<void> {
    for (const name of names) await this.desk.review(name).catch((error: unknown) => this.logger.warn(error));
  }
}
