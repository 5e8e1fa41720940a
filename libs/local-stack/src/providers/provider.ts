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

/** Why each provider of one server could not. */
export type Refusals = { server: string; variable: string; reasons: readonly string[] };

/** The first provider that can, or every reason why none can. */
export const firstOffer = async (providers: readonly Provider[], context: ProviderContext): Promise<Found | readonly string[]> => {
  const reasons: string[] = [];
  for (const { name, offer } of providers) {
    try {
      return { provider: name, ...(await offer(context)) };
    } catch (error) {
      if (error instanceof AppError) throw error;
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return reasons;
};

/** One error for all servers that nobody can provide. */
export const unavailable = (refusals: readonly Refusals[]): AppError => {
  const tried = refusals.map(({ server, reasons }) => [server, ...reasons.map(indented)].join('\n'));
  const variables = refusals.map(({ variable }) => variable).join(' and ');
  return new AppError('LOCAL_STACK_UNAVAILABLE', {
    detail: ['', ...tried].join('\n'),
    fix: `Do one of these: start a Docker engine; use Debian 12 or newer with its package archive in reach; or set ${variables} to servers of your own`,
  });
};

const indented = (text: string): string => `  - ${text.trim().replaceAll('\n', '\n    ')}`;
