import { AppError } from '@tickettape/errors';

type Env = Readonly<Record<string, string | undefined>>;

export type ProviderContext = {
  env: Env;
  /** Of this run; a provider may keep things below it. */
  dataFolder: string;
  onStep: (text: string) => void;
};

/** A server that runs already, or the programs to run one with. */
export type Offer =
  { kind: 'running'; url: string; stop: () => Promise<void> } | { kind: 'programs'; /** The folder of the programs. */ binFolder: string };

export type Provider = {
  name: string;
  /** Throws the reason when it cannot; an `AppError` ends the search, because somebody asked for exactly this. */
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
