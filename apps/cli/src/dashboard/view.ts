import type { Outcome } from '@tickettape/contracts';

/** Everything the dashboard shows at one instant. null is "not known" and is shown as a dash. */
export type DashboardView = {
  nowMs: number;
  system: SystemView;
  events: readonly EventView[];
  alerts: readonly AlertView[];
  services: readonly ServiceView[];
  addresses: readonly AddressView[];
  /** What a person should look at, and what could not be asked: its panel shows what was known last. */
  troubles: readonly string[];
};

export type SystemView = {
  startedAt: string | null;
  /** Simulated seconds per real second; null where time is real. */
  speed: number | null;
  /** Who brought NATS and the database: `debian`, `docker`, `given`. */
  provider: string | null;
};

export type EventView = {
  key: string;
  name: string;
  startsAt: string | null;
  localDate: string | null;
  lastLook: { outcome: Outcome; observedAt: string } | null;
  /** When the last complete look was taken: what the figures below are of. */
  pricedAt: string | null;
  listings: number | null;
  tickets: number | null;
  currency: string | null;
  /** Lowest all-in price, minor units, and what it was at the look it is compared with. */
  getIn: number | null;
  getInBefore: number | null;
  median: number | null;
  medianBefore: number | null;
  /** Get-in of the latest looks, oldest first; null for a look that saw no price. */
  getInHistory: readonly (number | null)[];
  /** Looks so far, and how many of them were complete. */
  looks: number;
  completeLooks: number;
};

export type DeliveryState = 'sent' | 'failed' | 'waiting' | 'suppressed';

export type AlertView = {
  key: string;
  openedAt: string;
  watch: string;
  /** Name of the event; null where it is not tracked any more. */
  event: string | null;
  reason: string;
  /** Whether the condition still holds. */
  open: boolean;
  /** `to` is the channel, or the recipient where it was not sent by any. */
  deliveries: readonly { to: string; state: DeliveryState }[];
};

/** `waiting`: it runs and waits for something it needs. */
export type Health = 'up' | 'waiting' | 'down' | 'unknown';

export type ServiceView = {
  name: string;
  health: Health;
  restarts: number | null;
  /** Messages of the tape not yet handled; null where the service does not follow the tape. */
  lag: number | null;
  /** Why it is not up. */
  detail: string | null;
};

/** `paths` says what is worth opening there; empty where that needs no saying. */
export type AddressView = { name: string; address: string; paths: string };
