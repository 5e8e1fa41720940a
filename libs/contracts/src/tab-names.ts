/** The tabs of a sheet that are read. */
export const tabNames = ['Events', 'Watches'] as const;
export type TabName = (typeof tabNames)[number];
