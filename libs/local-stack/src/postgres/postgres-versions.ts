/** The oldest servers the schema is tested on. */
export const oldestPostgres = [17] as const;
export const oldestTimescale = [2, 19] as const;
