import { unknown } from './span.js';

export type Direction = 'up' | 'down' | 'none';
export type Change = { text: string; direction: Direction };

const arrows = { up: '▲', down: '▼' } as const;

/** How far `now` is from `before`: `▲ 2.1%`. Unknown where either is unknown, or where there is nothing to compare with. */
export const changeOf = (before: number | null, now: number | null): Change => {
  if (before === null || now === null || before === 0) return { text: unknown, direction: 'none' };
  if (now === before) return { text: '0%', direction: 'none' };
  const direction = now > before ? 'up' : 'down';
  return { text: `${arrows[direction]} ${formatPercent((Math.abs(now - before) / before) * 100)}`, direction };
};

// Never rounds a change away to `0.0%`.
const formatPercent = (percent: number): string => {
  if (percent >= 1000) return '>999%';
  return `${percent >= 99.95 ? Math.round(percent) : Math.max(0.1, percent).toFixed(1)}%`;
};
