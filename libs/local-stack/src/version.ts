/** Whether a version such as `2.15.1` or `17.11 (Debian …)` is at least `oldest`. */
export const isAtLeast = (version: string, oldest: readonly number[]): boolean => {
  const parts = /\d+(?:\.\d+)*/.exec(version)?.[0].split('.').map(Number) ?? [];
  for (const [index, wanted] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return parts.length > 0;
};
