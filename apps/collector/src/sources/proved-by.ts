import type { Capabilities } from '@tickettape/contracts';

/** The names of what is proved at all. */
export const provedBy = (capabilities: Capabilities): string[] =>
  Object.entries(capabilities)
    .filter(([, { proves }]) => proves !== 'never')
    .map(([name]) => name);
