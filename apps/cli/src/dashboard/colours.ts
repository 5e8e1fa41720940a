import type { Outcome } from '@tickettape/contracts';
import type { Direction } from '../format/change.js';
import type { DeliveryState, Health } from './view.js';

/** Green was seen in full, yellow in part; red is blind, and magenta is blind because the source does not want us. */
export const outcomeColours = {
  complete: 'green',
  partial: 'yellow',
  blocked: 'magenta',
  challenged: 'magenta',
  throttled: 'red',
  unreachable: 'red',
  unreadable: 'red',
  'wrong-event': 'red',
  'token-needed': 'magenta',
  maintenance: 'red',
  'source-changed': 'red',
} as const satisfies Record<Outcome, string>;

export const directionColours = { up: 'green', down: 'red', none: 'gray' } as const satisfies Record<Direction, string>;

export const healthColours = { up: 'green', waiting: 'yellow', down: 'red', unknown: 'gray' } as const satisfies Record<Health, string>;

export const deliveryColours = { sent: 'green', failed: 'red', waiting: 'yellow', suppressed: 'gray' } as const satisfies Record<
  DeliveryState,
  string
>;
export const deliveryMarks = { sent: '✓', failed: '✗', waiting: '…', suppressed: '–' } as const satisfies Record<DeliveryState, string>;
