const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const flatLevel = 3;
const gap = ' ';

/** The newest `width` values, one character each, scaled between their own lowest and highest. A look that saw no price is a gap. */
export const sparkline = (values: readonly (number | null)[], width: number): string => {
  const shown = width > 0 ? values.slice(-width) : [];
  const known = shown.filter((value) => value !== null);
  const lowest = Math.min(...known);
  const highest = Math.max(...known);
  return shown.map((value) => (value === null ? gap : levels[levelOf(value, lowest, highest)])).join('');
};

const levelOf = (value: number, lowest: number, highest: number): number =>
  highest === lowest ? flatLevel : Math.round(((value - lowest) / (highest - lowest)) * (levels.length - 1));
