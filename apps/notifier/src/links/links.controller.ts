import { Controller, Get, Header, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import { Acknowledgements } from '../delivery/acknowledgements.js';
import { Messages } from '../delivery/messages.js';
import { Outboxes } from '../delivery/outboxes.js';
import { Recipients } from '../delivery/recipients.js';
import { Links, type Permit } from './links.js';

const Token = z.string().max(2_000).optional();

/** Where the links of messages lead. Looking changes nothing, since mailboxes look at every link by themselves; pressing does. */
@ApiExcludeController()
@Controller('told')
export class LinksController {
  constructor(
    private readonly links: Links,
    private readonly acknowledgements: Acknowledgements,
    private readonly recipients: Recipients,
    private readonly outboxes: Outboxes,
    private readonly messages: Messages,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
  ask(@Query('t', { schema: Token }) token: string | undefined): StreamableFile {
    const { may } = this.permitOf(token);
    return page(questions[may], `<form method="post"><button>${buttons[may]}</button></form>`);
  }

  @Post()
  @HttpCode(200)
  async act(@Query('t', { schema: Token }) token: string | undefined): Promise<StreamableFile> {
    const { may, recipient, deliveryKey } = this.permitOf(token);
    if (may === 'acknowledge') await this.acknowledgements.acknowledge(recipient, deliveryKey, 'link');
    if (may === 'stop') await this.recipients.giveUp(recipient, 'email', 'the person asked for no more e-mails');
    return page(answers[may], '');
  }

  @Get('picture.png')
  @Header('cache-control', 'private, max-age=86400')
  async picture(@Query('t', { schema: Token }) token: string | undefined): Promise<StreamableFile> {
    const { recipient, deliveryKey } = this.permitOf(token, 'see-picture');
    const message = (await this.outboxes.current(recipient)).messages.get(deliveryKey);
    const told = message && (await this.messages.of(message.data, 'slack', await this.recipients.readerOf(recipient)));
    if (!told?.picture) throw new AppError('NOT_FOUND', { detail: 'no picture of this message' });
    return new StreamableFile(told.picture.png, { type: 'image/png' });
  }

  private permitOf(token: string | undefined, may?: Permit['may']): Permit {
    const permit = this.links.read(token);
    if (permit === null || (may !== undefined && permit.may !== may)) throw new AppError('NOT_FOUND', { detail: 'this link' });
    return permit;
  }
}

const questions: Record<Permit['may'], string> = {
  acknowledge: 'Have you seen this alert? Then nobody else is told.',
  stop: 'Shall you get no more e-mails of your watches?',
  'see-picture': 'A picture of prices',
};
const buttons: Record<Permit['may'], string> = { acknowledge: 'I have seen it', stop: 'No more e-mails', 'see-picture': 'Good' };
const answers: Record<Permit['may'], string> = {
  acknowledge: 'Thank you: nobody else is told.',
  stop: 'You get no more e-mails. Whoever runs this can add the address again.',
  'see-picture': 'A picture of prices',
};

const page = (text: string, form: string): StreamableFile =>
  new StreamableFile(Buffer.from(html(text, form)), { type: 'text/html; charset=utf-8' });

const html = (
  text: string,
  form: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>tickettape</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color:#111827}button{font:inherit;font-weight:600;padding:.6rem 1.3rem;border:0;border-radius:6px;background:#111827;color:#fff;cursor:pointer}</style></head>
<body><p>${text}</p>${form}</body></html>`;
