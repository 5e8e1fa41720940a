import { Body, Controller, Get, Header, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Token } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { HandOffs } from '../hand-offs.js';
import { TokenSupply } from '../token-supply.js';
import { pageHeaders, solvePage, usedPage } from './page.js';

const Secret = z.string().regex(/^[\w-]{1,128}$/);
const Solution = z.object({ payload: z.string().regex(/^[A-Za-z0-9+/=_-]{1,8192}$/) });

/** The office has this long, with the wait for its turn. */
const patienceMs = 45_000;

const assets: Readonly<Record<string, { file: string; type: string }>> = {
  'altcha.js': { file: fileURLToPath(import.meta.resolve('altcha')), type: 'text/javascript; charset=utf-8' },
  'page.js': { file: fileURLToPath(new URL('../../../assets/captcha/page.js', import.meta.url)), type: 'text/javascript; charset=utf-8' },
  'page.css': { file: fileURLToPath(new URL('../../../assets/captcha/page.css', import.meta.url)), type: 'text/css; charset=utf-8' },
};

/**
 * The page on which a person solves the captcha of a source. Whoever has the link may open it, and all it can do is to bring a token: the browser does the work of
 * the office's own widget, served from here, and both requests to the office are made by the collector, since the token is bound to the address that asks.
 */
@ApiExcludeController()
@Controller('captcha')
export class CaptchaPageController {
  constructor(
    private readonly handOffs: HandOffs,
    private readonly supply: TokenSupply,
  ) {}

  @Get('assets/:name')
  async asset(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (!asset) throw new AppError('NOT_FOUND', { detail: 'asset' });
    await reply
      .headers({ 'Content-Type': asset.type, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'max-age=3600' })
      .send(await readFile(asset.file));
  }

  @Get(':source/:secret')
  async page(
    @Param('source', { schema: Token }) source: string,
    @Param('secret', { schema: Secret }) secret: string,
    @Res() reply: FastifyReply,
  ) {
    const works = await this.handOffs.check(source, secret).then(
      () => true,
      (error: unknown) => (error instanceof AppError && error.code === 'LINK_USED' ? false : Promise.reject(error as Error)),
    );
    const status = works ? HttpStatus.OK : HttpStatus.GONE;
    await reply
      .status(status)
      .headers(pageHeaders)
      .send(works ? solvePage(source, secret) : usedPage(source));
  }

  @Get(':source/:secret/challenge')
  @Header('Cache-Control', 'no-store')
  async challenge(
    @Param('source', { schema: Token }) source: string,
    @Param('secret', { schema: Secret }) secret: string,
  ): Promise<object> {
    await this.handOffs.check(source, secret);
    return this.supply.sourceWithCaptcha(source).captcha.challenge(AbortSignal.timeout(patienceMs));
  }

  @Post(':source/:secret/solution')
  @HttpCode(HttpStatus.OK)
  @Header('Cache-Control', 'no-store')
  async solution(
    @Param('source', { schema: Token }) source: string,
    @Param('secret', { schema: Secret }) secret: string,
    @Body({ schema: Solution }) { payload }: z.output<typeof Solution>,
  ): Promise<{ expiresAt: string | null }> {
    await this.handOffs.check(source, secret);
    const token = await this.supply.sourceWithCaptcha(source).captcha.verify(payload, AbortSignal.timeout(patienceMs));
    const { expiresAt } = await this.supply.supply(source, token, 'page');
    return { expiresAt };
  }
}
