import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BookKey, Digest } from '@tickettape/contracts';
import { metrics } from '@tickettape/telemetry';
import { z } from 'zod';
import { Database } from '../database/database.js';

const Verification = z
  .object({
    books: z.int().describe('Books that were compared: all that have ever been seen'),
    mismatches: z.int().describe('Books whose rows do not give the digest on the tape'),
    differing: z.array(
      BookKey.extend({ sequence: z.int(), told: Digest.describe('By the tape'), found: Digest.describe('From the rows') }),
    ),
  })
  .meta({ id: 'Verification' });
type Verification = z.output<typeof Verification>;
type Differing = Verification['differing'][number];

@ApiTags('verification')
@Controller('admin/verify')
export class VerificationController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Compares the live books with the digests on the tape, as far as it has been applied' })
  @ApiOkResponse({ standardSchema: Verification })
  async verify(): Promise<Verification> {
    // One statement sees one moment, so a batch that is committed meanwhile makes no false alarm.
    const books = await this.database.query<Differing>(`
      select source, event_id as "eventId", sequence, digest as told, book_digest(source, event_id) as found
      from books where digest is not null`);
    const differing = books.filter(({ told, found }) => told !== found);
    metrics.digest_mismatches.set(differing.length);
    return { books: books.length, mismatches: differing.length, differing };
  }
}
