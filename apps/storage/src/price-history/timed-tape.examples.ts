import type { Observation } from '@tickettape/book';
import fc from 'fast-check';
import { anyObservation, look, type Look } from '../tape.examples.js';

const startMs = Date.parse('2026-11-20T21:30:00.000Z');

/** An observation so many minutes after the first moment of the examples. */
export const after = (minutes: number, observation: Observation): Observation => ({
  ...observation,
  observedAt: new Date(startMs + Math.round(minutes * 60_000)).toISOString(),
});

/** Looks at one book that lie minutes or many hours apart. */
export const anyTimedTape = (maxLooks: number): fc.Arbitrary<Look[]> =>
  fc
    .array(fc.tuple(fc.oneof({ weight: 5, arbitrary: fc.nat(90) }, fc.nat(1_500)), anyObservation), { minLength: 1, maxLength: maxLooks })
    .map((steps) => {
      let minutes = 0;
      return look(steps.map(([step, observation]) => after((minutes += step), observation)));
    });
