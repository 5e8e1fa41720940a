import { AppError } from '@tickettape/errors';

type Env = Readonly<Record<string, string | undefined>>;

export type ProviderContext = {
  env: Env;
  /** Of this run: where ports are remembered, and what containers are named after. */
  dataFolder: string;
  onStep: (text: string) => void;
};

/** A server somebody else runs, or the folder of the programs to run one with. Nothing has been started yet. */
export type Offer = { kind: 'service'; start: () => Promise<RunningServer> } | { kind: 'programs'; binFolder: string };

export type RunningServer = { url: string; stop: () => Promise<void> };

export type Provider = {
  name: string;
  /**
   * Checks and downloads what it needs. Throws the reason when it cannot do it;
   * an `AppError` ends the search, because somebody asked for exactly this server.
   */
  offer: (context: ProviderContext) => Promise<Offer>;
};

export type Found = Offer & { provider: string };

type Refusal = { provider: string; reason: string };

/** The first provider that can. Throws `LOCAL_STACK_UNAVAILABLE` with every reason when none can. */
export const firstOffer = async (server: string, providers: readonly Provider[], context: ProviderContext): Promise<Found> => {
  const refusals: Refusal[] = [];
  for (const { name, offer } of providers) {
    try {
      return { provider: name, ...(await offer(context)) };
    } catch (error) {
      if (error instanceof AppError) throw error;
      refusals.push({ provider: name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new AppError('LOCAL_STACK_UNAVAILABLE', { detail: [server, ...refusals.map(refusalLine)].join('\n') });
};

const refusalLine = ({ provider, reason }: Refusal): string => `  ${provider}: ${reason.trim().replaceAll('\n', '\n    ')}`;
