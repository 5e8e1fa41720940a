/** What an answer says about how its host takes our requests. */
export type Told = {
  /** `listings`, or why nothing was seen. */
  result: string;
  /** null where no complete answer came. */
  httpStatus: number | null;
  /** Milliseconds for which the host asked to be left alone; null where it did not ask. */
  retryAfterMs: number | null;
};

/** The host wants fewer requests. */
export const isPushBack = ({ result, httpStatus, retryAfterMs }: Told): boolean =>
  result === 'throttled' || httpStatus === 429 || (httpStatus === 503 && retryAfterMs !== null);

/** The host does not manage to answer. */
export const isFailure = (told: Told): boolean => told.result === 'unreachable' && !isPushBack(told);
