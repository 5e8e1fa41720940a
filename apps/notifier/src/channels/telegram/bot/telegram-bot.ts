import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { Bot, GrammyError, type Transformer } from 'grammy';
import { setTimeout as sleep } from 'node:timers/promises';
import { BotCommands, commands } from './commands.js';
import { BotPresses } from './presses.js';

export type TelegramBotSettings = { token: string | undefined; apiRoot: string; polling: boolean; timeoutMs: number };

/** Telegram lets one of several replicas listen; the others ask again after so long, in case that one has ended. */
const replicaPauseMs = 30_000;
const outagePauseMs = 5_000;

/** A flood limit longer than this is told to the caller instead of waited for. */
const longestFloodWaitSeconds = 60;

/** Listens to people in Telegram by long polling: commands and presses of buttons. */
@Injectable()
export class TelegramBot implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TelegramBot.name);
  private readonly stopping = new AbortController();
  private bot: Bot | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly settings: TelegramBotSettings,
    private readonly commands: BotCommands,
    private readonly presses: BotPresses,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.token && this.settings.polling) this.running = context.with(suppressTracing(context.active()), () => this.listen());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.bot?.stop().catch(() => undefined);
    await this.running;
  }

  private async listen(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const pauseMs = await this.poll();
      await sleep(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Until it is stopped or Telegram refuses; gives how long to wait then. */
  private async poll(): Promise<number> {
    this.bot = this.build();
    try {
      await this.bot.start({ allowed_updates: ['message', 'callback_query', 'my_chat_member'], onStart: () => this.offerCommands() });
      return 0;
    } catch (error) {
      const code = error instanceof GrammyError ? error.error_code : null;
      // Errors of the client hold the token.
      if (code === 409) this.logger.debug('another replica listens to Telegram');
      else this.logger.warn(`Telegram cannot be listened to: ${code === null ? 'no answer' : `it answered ${code}`}`);
      return code === null ? outagePauseMs : replicaPauseMs;
    }
  }

  /** As the menu of the chat; without it they can still be written. */
  private async offerCommands(): Promise<void> {
    await this.bot?.api.setMyCommands(commands.map(({ name, help }) => ({ command: name, description: help }))).catch(() => undefined);
  }

  private build(): Bot {
    const { token, apiRoot, timeoutMs } = this.settings;
    const bot = new Bot(token!, {
      client: { apiRoot, timeoutSeconds: Math.max(60, timeoutMs / 1_000), baseFetchConfig: { redirect: 'error' } },
    });
    bot.api.config.use(obeyFloodLimits);
    for (const { name } of commands) bot.command(name, (ctx) => this.commands.answer(name, ctx));
    bot.on('callback_query:data', (ctx) => this.presses.answer(ctx));
    bot.on('my_chat_member', (ctx) => this.commands.membership(ctx));
    bot.on('message:text', (ctx) => this.commands.text(ctx));
    bot.catch(({ error }) => this.logger.warn(`an update of Telegram was not handled: ${error instanceof Error ? error.name : 'unknown'}`));
    return bot;
  }
}

/** Waits as long as Telegram asks for, and asks again once. */
const obeyFloodLimits: Transformer = async (ask, method, payload, signal) => {
  const answer = await ask(method, payload, signal);
  const seconds = answer.ok ? undefined : answer.parameters?.retry_after;
  if (seconds === undefined || seconds > longestFloodWaitSeconds) return answer;
  await sleep(seconds * 1_000);
  return ask(method, payload, signal);
};
