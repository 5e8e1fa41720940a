const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The same wish may arrive twice at once: from the terminal and from npm. Only after this time another signal is impatience. */
const echoMs = 1500;

export type Interruption = {
  /** Aborted when somebody asks us to end. */
  asked: AbortSignal;
  /** Aborted when somebody asks again: end without waiting for anything that is not needed. */
  insisted: AbortSignal;
  /** Asks as a signal would. */
  ask: () => void;
  /** Signals have their usual effect again. */
  release: () => void;
};

/** Listens to Ctrl-C, SIGTERM and the end of the terminal. */
export const listenToInterruptions = (now: () => number = () => performance.now()): Interruption => {
  const asked = new AbortController();
  const insisted = new AbortController();
  let askedAtMs: number | null = null;
  const ask = () => {
    if (askedAtMs !== null && now() - askedAtMs > echoMs) insisted.abort(new Interrupted());
    askedAtMs ??= now();
    asked.abort(new Interrupted());
  };
  for (const signal of signals) process.on(signal, ask);
  const release = () => {
    for (const signal of signals) process.off(signal, ask);
  };
  return { asked: asked.signal, insisted: insisted.signal, ask, release };
};

/** Resolves when `signal` is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Somebody asked us to end before the work was done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('interrupted');
  }
}
