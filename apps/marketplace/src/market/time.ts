/** Whole seconds of simulated time since the epoch of the run. */
export type SimulatedSeconds = number;

export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;
