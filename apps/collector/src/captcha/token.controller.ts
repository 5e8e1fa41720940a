import { TokenStatus } from '@tickettape/admin-answers';
import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HandOff, Token } from '@tickettape/contracts';
import { z } from 'zod';
import { NOW } from '../tokens.js';
import { HandOffs } from './hand-offs.js';
import { TokenDesk } from './token-desk.js';
import { heldOf, type TokenRecord } from './token-record.js';
import { TokenSupply } from './token-supply.js';

const SuppliedToken = z.object({
  token: z
    .string()
    .trim()
    .min(1)
    .max(4096)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'),
});

@ApiTags('sources')
@Controller('admin/sources/:source/token')
export class TokenController {
  constructor(
    private readonly desk: TokenDesk,
    private readonly supply: TokenSupply,
    private readonly handOffs: HandOffs,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether a source has the captcha token it needs' })
  @ApiOkResponse({ standardSchema: TokenStatus })
  async status(@Param('source', { schema: Token }) name: string): Promise<TokenStatus> {
    this.supply.sourceWithCaptcha(name);
    return this.statusOf(name, await this.desk.read(name));
  }

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Supply the captcha token that a person got; every event of the source is swept soon' })
  @ApiOkResponse({ standardSchema: TokenStatus })
  async bring(
    @Param('source', { schema: Token }) name: string,
    @Body({ schema: SuppliedToken }) { token }: z.output<typeof SuppliedToken>,
  ): Promise<TokenStatus> {
    return this.statusOf(name, await this.supply.supply(name, token, 'operator'));
  }

  @Post('forget')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Use the captcha token no more' })
  @ApiOkResponse({ standardSchema: TokenStatus })
  async forget(@Param('source', { schema: Token }) name: string): Promise<TokenStatus> {
    this.supply.sourceWithCaptcha(name);
    return this.statusOf(name, await this.desk.forget(name));
  }

  @Post('link')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'A new link to the page on which a person solves the captcha; the link before works no more' })
  @ApiOkResponse({ standardSchema: HandOff })
  async link(@Param('source', { schema: Token }) name: string): Promise<HandOff> {
    this.supply.sourceWithCaptcha(name);
    return this.handOffs.renew(name);
  }

  private statusOf(source: string, record: TokenRecord): TokenStatus {
    const { token, end } = heldOf(record, this.now());
    const { address, expiresAt, suppliedAt, by, isNeeded } = record;
    const state = token !== null ? 'in-use' : isNeeded ? 'needed' : 'not-needed';
    return { source, state, address, expiresAt, suppliedAt, by, end };
  }
}
