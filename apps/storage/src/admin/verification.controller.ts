import { Verification } from '@tickettape/admin-answers';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { JSM } from '@tickettape/jetstream';
import { metrics } from '@tickettape/telemetry';
import { Database } from '../database/database.js';
import { liveSchema } from '../life-cycle/schema-names.js';
import { verificationOf } from '../verification/verification.js';
import { verifyBooks } from '../verification/verify-books.js';

@ApiTags('verification')
@Controller('admin/verify')
export class VerificationController {
  constructor(
    private readonly database: Database,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Compares every book in the live tables with the tape, as far as it has been applied' })
  @ApiOkResponse({ standardSchema: Verification })
  async verify(): Promise<Verification> {
    const verification = verificationOf(await verifyBooks(this.database, this.jsm, liveSchema));
    metrics.digest_mismatches.set(verification.mismatches);
    return verification;
  }
}
