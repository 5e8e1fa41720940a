import { DeadDeliveries, Redriven, type DeadDelivery } from '@tickettape/admin-answers';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Recipient } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import type { ChannelName } from '../channels/channel.js';
import { Acknowledgements } from './acknowledgements.js';
import { queued } from './delivery-facts.js';
import type { Outbox, Queued } from './outbox.js';
import { Outboxes } from './outboxes.js';

const Chosen = z.object({ recipient: Recipient, deliveryKey: z.string().min(1) }).meta({ id: 'ChosenDelivery' });
type Chosen = z.output<typeof Chosen>;

@ApiTags('deliveries')
@Controller('admin/deliveries')
export class DeliveriesController {
  constructor(
    private readonly outboxes: Outboxes,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  @Get('failed')
  @ApiOperation({ summary: 'Messages of the last days that failed by a channel and were not sent again, newest first' })
  @ApiOkResponse({ standardSchema: DeadDeliveries })
  async failed(@Query('recipient', { schema: Recipient.optional() }) recipient?: string): Promise<DeadDeliveries> {
    const dead: DeadDelivery[] = [];
    for (const one of recipient === undefined ? (await this.outboxes.recipients()).keys() : [recipient])
      dead.push(...deadIn(one, await this.outboxes.current(one)));
    return { deliveries: dead.toSorted((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1)) };
  }

  @Post('redrive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a message that failed once more, by the channels by which it failed' })
  @ApiOkResponse({ standardSchema: Redriven })
  async redrive(@Body({ schema: Chosen }) { recipient, deliveryKey }: Chosen): Promise<Redriven> {
    await this.outboxes.current(recipient);
    const [fact] = await this.outboxes.append(recipient, (outbox) => {
      const message = outbox.messages.get(deliveryKey);
      if (!message || failedChannels(message).length === 0)
        throw new AppError('NOT_FOUND', { detail: `no failed message ${deliveryKey}`, fix: 'tape deliveries failed lists what there is' });
      const again = { deliveryKey: nextKey(outbox, deliveryKey), kind: 'redrive' as const, notices: message.data.notices };
      return [queued(recipient, { ...again, channels: failedChannels(message), escalatesAt: null }, Date.now())];
    });
    return { recipient, deliveryKey: fact!.data.deliveryKey, channels: fact!.data.channels };
  }

  @Post('acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say that a recipient has seen a message, so that nobody else need be told' })
  @ApiOkResponse({ standardSchema: z.object({ acknowledged: z.boolean().describe('false where it was acknowledged before') }) })
  async acknowledge(@Body({ schema: Chosen }) { recipient, deliveryKey }: Chosen): Promise<{ acknowledged: boolean }> {
    return { acknowledged: await this.acknowledgements.acknowledge(recipient, deliveryKey, 'admin') };
  }
}

const byEnd = ({ ended }: Queued, end: 'sent' | 'failed'): ChannelName[] =>
  [...ended].flatMap(([channel, how]) => (how === end ? [channel as ChannelName] : []));

const failedChannels = (message: Queued): ChannelName[] => byEnd(message, 'failed');

const redriveOf = /:redrive:(\d+)$/;

/** `…:redrive:1`, `…:redrive:2`: a message sent again is another message. */
const nextKey = (outbox: Outbox, deliveryKey: string): string => {
  const original = deliveryKey.replace(redriveOf, '');
  for (let count = 1; ; count += 1) if (!outbox.messages.has(`${original}:redrive:${count}`)) return `${original}:redrive:${count}`;
};

/** What was sent again is told by the newer message. */
const deadIn = (recipient: string, outbox: Outbox): DeadDelivery[] =>
  [...outbox.messages.entries()].flatMap(([deliveryKey, message]) => {
    const failed = failedChannels(message);
    const next = redriveOf.exec(deliveryKey);
    const newer = `${deliveryKey.replace(redriveOf, '')}:redrive:${Number(next?.[1] ?? 0) + 1}`;
    if (failed.length === 0 || outbox.messages.has(newer)) return [];
    const notices = message.data.notices.map(({ noticeKey }) => noticeKey);
    return [{ recipient, deliveryKey, queuedAt: new Date(message.atMs).toISOString(), failed, sent: byEnd(message, 'sent'), notices }];
  });
