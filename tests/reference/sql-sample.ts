import type { Observation } from '@tickettape/book';
import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import type { FreshDatabase } from '@tickettape/testing';
import { alertsProjection } from '../../apps/storage/src/alerts/alerts.projection.js';
import { eventsProjection } from '../../apps/storage/src/events/events.projection.js';
import { projectAnew } from '../../apps/storage/src/price-history/projected.examples.js';
import { applyFacts } from '../../apps/storage/src/projector/apply.examples.js';
import { tracked } from '../../apps/storage/src/storage.examples.js';
import { look } from '../../apps/storage/src/tape.examples.js';
import { alertDay } from './sql-alerts-sample.js';

const at = (observedAt: string, observation: Observation): Observation => ({ ...observation, observedAt: `2026-11-${observedAt}:00.000Z` });

const lower = { zone: 'Lower' };
const a = aListing('a', { ...lower, notes: 'aisle' });
const b = aListing('b', { ...lower, section: '102', allInPrice: 12_000 });
const c = aListing('c', { section: '301', zone: 'Upper', allInPrice: 6_000, quantity: 4 });
const wrong = aListing('w', { section: '301', zone: 'Upper', allInPrice: 100 });
const cheaper = { ...a, allInPrice: 9_000 };
const anew = { ...a, listingId: 'a2', allInPrice: 8_800 };

/** A day at one market: a listing is repriced, goes, and its seats are offered anew; one look is partial, one is blind. */
const day = look([
  at('20T20:05', aSighting([a, b, c])),
  at('20T20:35', aSighting([cheaper, b, c])),
  at('20T22:10', aSighting([b, c])),
  at('20T23:20', aSighting([anew, b, c, wrong])),
  at('21T02:00', aBlindness()),
  at('21T06:00', aSighting([anew, b, c])),
  at('21T08:00', aSighting([anew, b], { doubts: ['fewer-than-declared'], expected: 3 })),
  at('21T10:00', aSighting([anew, c])),
]);

/** Projects the sample as storage does. */
export const projectSample = async (database: FreshDatabase): Promise<void> => {
  await applyFacts(database.url, eventsProjection, [tracked(key.eventId)]);
  await projectAnew(database, day);
  await applyFacts(database.url, alertsProjection, alertDay);
};
