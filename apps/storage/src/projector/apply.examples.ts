import { Writer } from '../database/writer.js';
import { recorded } from '../tape.examples.js';
import type { Projection } from './projection.js';

/** Applies facts in one transaction, as a projector does. */
export const applyFacts = async <Fact, Known>(url: string, projection: Projection<Fact, Known>, facts: readonly Fact[]): Promise<void> => {
  const writer = await Writer.open(url, 'spec', () => undefined);
  try {
    await writer.transaction(projection.project(recorded(facts), await projection.load(writer)).statements);
  } finally {
    await writer.close();
  }
};
