/** Settles as `work` does, or rejects with the reason of `signal` as soon as it is aborted. */
export const unlessAborted = async <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> => {
  signal.throwIfAborted();
  let giveUp!: () => void;
  const aborted = new Promise<never>((_, reject) => (giveUp = () => reject(signal.reason as Error)));
  signal.addEventListener('abort', giveUp, { once: true });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', giveUp));
};
