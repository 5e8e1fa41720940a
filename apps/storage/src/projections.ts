import { alertsProjection } from './alerts/alerts.projection.js';
import { booksProjection } from './books/books.projection.js';
import { eventsProjection } from './events/events.projection.js';
import type { AnyProjection } from './projector/projection.js';
import { watchesProjection } from './watches/watches.projection.js';

/** Every projection; each stream has one. */
export const projections: readonly AnyProjection[] = [eventsProjection, booksProjection, watchesProjection, alertsProjection];
