import type { Statement } from '../database/statement.js';
import type { Projection, Recorded } from './projection.js';

type FactByFact<Fact> = Pick<Projection<Fact, never>, 'name' | 'version' | 'stream' | 'schema'> & {
  /** The one statement a fact becomes; null where no table holds it. */
  write: (recorded: Recorded<Fact>) => Statement | null;
};

/** A projection in which every fact says all there is to know: nothing builds on what was there before. */
export const factByFact = <Fact>({ write, ...told }: FactByFact<Fact>): Projection<Fact, never> => ({
  ...told,
  load: async () => new Map<string, never>(),
  project: (batch) => ({ statements: batch.flatMap((recorded) => write(recorded) ?? []), gaps: [], known: new Map<string, never>() }),
});
