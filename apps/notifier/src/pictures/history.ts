/** The get-in of complete looks, and when nothing could be seen; oldest first. */
export type History = {
  points: readonly { atMs: number; getIn: number; currency: string }[];
  /** `toMs` is null while it lasts. */
  blind: readonly { fromMs: number; toMs: number | null }[];
  lastLookMs: number | null;
};

export const noHistory: History = { points: [], blind: [], lastLookMs: null };

/** What one look tells: a price only where it was complete; null where it says nothing about the whole market. */
export type Look = { atMs: number; isBlind: boolean; price: { getIn: number; currency: string } | null };

/** The history after one more look. A gap begins at the last look that saw something, since nobody knows anything from then on. */
export const addLook = ({ points, blind, lastLookMs }: History, { atMs, isBlind, price }: Look, keptMs: number): History => {
  const last = blind.at(-1);
  const isDark = last?.toMs === null;
  const earlier = blind.filter(({ toMs }) => toMs === null || toMs > atMs - keptMs);
  const kept = points.filter((point) => point.atMs > atMs - keptMs);
  if (isBlind) return { points: kept, blind: isDark ? earlier : [...earlier, { fromMs: lastLookMs ?? atMs, toMs: null }], lastLookMs };
  const gaps = isDark ? [...earlier.slice(0, -1), { fromMs: last.fromMs, toMs: atMs }] : earlier;
  return { points: price ? [...kept, { atMs, getIn: price.getIn, currency: price.currency }] : kept, blind: gaps, lastLookMs: atMs };
};
