/** The gaps of the recording, the same gaps so many times shorter, or no gaps at all. */
export type Speed = 'original' | 'instant' | { times: number };

const slowest = 0.01;
const fastest = 1_000_000;

/** `original`, `instant`, `10x`, `0.5x`; null for anything else. */
export const parseSpeed = (text: string): Speed | null => {
  if (text === 'original' || text === 'instant') return text;
  const times = Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1]);
  return times >= slowest && times <= fastest ? { times } : null;
};

export const formatSpeed = (speed: Speed): string => (typeof speed === 'string' ? speed : `${speed.times}x`);

/** Milliseconds after the first message at which one that was stored `sinceFirstMs` after it is due. */
export const dueMs = (speed: Speed, sinceFirstMs: number): number =>
  speed === 'instant' ? 0 : Math.max(0, speed === 'original' ? sinceFirstMs : sinceFirstMs / speed.times);
