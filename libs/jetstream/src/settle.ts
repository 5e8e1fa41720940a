import type { JsMsg } from '@nats-io/jetstream';
import { kindOf } from '@tickettape/errors';
import { asOutage } from './nats-failure.js';

export type Settlement = 'acked' | 'retried' | 'buried';

export type SettleSettings = {
  /** At this delivery a bug is buried; an outage never is. The consumer's own `max_deliver` stays unlimited, so a failed burial comes back. */
  maxDeliver: number;
  /** Milliseconds before each redelivery; the last entry repeats. */
  retryDelaysMs: readonly [number, ...number[]];
  /** Copies the message to DEAD; resolves once that stream has stored it. */
  bury: (message: JsMsg, reason: unknown) => Promise<void>;
  onFailure: (error: unknown) => void;
};

/** Runs `handle` and tells JetStream how it went. Never throws, so one bad message cannot stop a consumer. */
export const settle = async (message: JsMsg, handle: () => Promise<void>, settings: SettleSettings): Promise<Settlement> => {
  try {
    await handle();
    message.ack();
    return 'acked';
  } catch (failure) {
    const error = asOutage(failure);
    settings.onFailure(error);
    const { deliveryCount } = message.info;
    const kind = kindOf(error);
    const hopeless = kind === 'invalid' || (kind === 'bug' && deliveryCount >= settings.maxDeliver);
    if (hopeless && (await buried(message, error, settings))) return 'buried';
    message.nak(delayOf(error) ?? settings.retryDelaysMs[Math.min(deliveryCount, settings.retryDelaysMs.length) - 1]);
    return 'retried';
  }
};

/** An error may know better when to come back, e.g. after a channel's `retry_after`. */
const delayOf = (error: unknown): number | undefined => {
  const delay = error instanceof Error && 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  return typeof delay === 'number' && delay > 0 ? delay : undefined;
};

const buried = async (message: JsMsg, error: unknown, { bury, onFailure }: SettleSettings): Promise<boolean> => {
  try {
    await bury(message, error);
    message.term(String(error));
    return true;
  } catch (failure) {
    onFailure(failure);
    return false;
  }
};
