const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `734 B`, `12.4 MB`: powers of 1000. */
export const formatBytes = (bytes: number): string => {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
};
