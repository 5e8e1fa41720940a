/** Closer to the event its market is looked at more often. */
export type Tier = { name: string; withinMs: number; everySeconds: number };

/** What decides how often an event is swept. */
export type IntervalSettings = {
  /** Where nothing else holds. */
  baseSeconds: number;
  /** The tier of the shortest time comes first. */
  tiers: readonly Tier[];
  /** Divides times, as in simulated time. */
  speed: number;
};

/** The event as far as its interval goes: what its row asks for, and when it begins, in epoch milliseconds. */
export type Occasion = { askedSeconds: number | null; startsAtMs: number };

export type Interval = { seconds: number; tier: string };

/** How often an event is swept at an instant: as its row asks, or by the time left until it begins, and never less often than the base. */
export const intervalAt = (
  { askedSeconds, startsAtMs }: Occasion,
  { baseSeconds, tiers, speed }: IntervalSettings,
  atMs: number,
): Interval => {
  if (askedSeconds !== null) return { seconds: askedSeconds, tier: 'sheet' };
  const tier = tiers.find(({ withinMs }) => startsAtMs - atMs <= withinMs / speed);
  return tier && tier.everySeconds < baseSeconds ? { seconds: tier.everySeconds, tier: tier.name } : { seconds: baseSeconds, tier: 'base' };
};

/** When the next closer tier begins; null where there is none. */
export const nextTierMs = ({ askedSeconds, startsAtMs }: Occasion, { tiers, speed }: IntervalSettings, atMs: number): number | null => {
  if (askedSeconds !== null) return null;
  const ahead = tiers.map(({ withinMs }) => startsAtMs - withinMs / speed).filter((ms) => ms > atMs);
  return ahead.length === 0 ? null : Math.min(...ahead);
};

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const durationMs = (text: string): number => Number.parseInt(text, 10) * unitMs[text.at(-1) as keyof typeof unitMs];

/** `7d/2h,1d/1h,3h/30m`: within 7 days of the event every 2 hours, and so on. Text that does not look like that is no table of tiers. */
export const tiersPattern = /^(?:[1-9]\d{0,4}[smhd]\/[1-9]\d{0,4}[smhd](?:,(?!$)|$))*$/;

export const tiersOf = (text: string): Tier[] =>
  text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => part.split('/') as [string, string])
    .map(([within, every]) => ({ name: within, withinMs: durationMs(within), everySeconds: durationMs(every) / 1000 }))
    .toSorted((a, b) => a.withinMs - b.withinMs);
