import { TestResult } from '@tickettape/admin-answers';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Channel } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { randomUUID } from 'node:crypto';
import { Channels } from '../channels/channels.js';
import { testMessage } from '../channels/message.js';
import { operatorVariables } from '../channels/operator-addresses.js';

@ApiTags('channels')
@Controller('admin/channels')
export class ChannelsController {
  constructor(private readonly channels: Channels) {}

  @Post(':channel/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send the operator a test message by this channel, once, and say what became of it' })
  @ApiOkResponse({ standardSchema: TestResult })
  async test(@Param('channel', { schema: Channel }) channel: Channel): Promise<TestResult> {
    try {
      const address = this.channels.addressOfOperator(channel);
      if (!address) throw new AppError('CHANNEL_UNCONFIGURED', { detail: `set ${operatorVariables[channel]}` });
      await this.channels.send(testMessage(`test:${randomUUID()}:${channel}`), address);
      return { channel, outcome: 'sent', code: null, detail: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { channel, outcome: 'failed', code: error.code, detail: error.message };
    }
  }
}
