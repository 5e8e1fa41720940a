/** A span and the span right above it, each as `service: name`: the way from a row of the sheet to the message a person reads. */
export type Edge = readonly [above: string, below: string];

export const edges: readonly Edge[] = [
  // A row of the sheet becomes a tracked event …
  ['sheet-sync: sync sheet', 'sheet-sync: publish CATALOG'],
  ['sheet-sync: publish CATALOG', 'collector: process collector-catalog'],
  ['sheet-sync: publish CATALOG', 'storage: commit'],
  // … which gets its first sweep in the schedule of the stream …
  ['collector: process collector-catalog', 'collector: publish SWEEPS'],
  ['collector: publish SWEEPS', 'collector: process collector-sweeps'],
  ['collector: process collector-sweeps', 'collector: sweep'],
  // … which looks, and leaves one fact in the book …
  ['collector: sweep', 'collector: GET'],
  ['collector: sweep', 'collector: publish BOOKS'],
  ['collector: publish BOOKS', 'storage: commit'],
  // … which watches are evaluated against …
  ['collector: publish BOOKS', 'notifier: process notifier-books'],
  ['notifier: process notifier-books', 'notifier: evaluate'],
  ['notifier: evaluate', 'notifier: publish ALERTS'],
  ['notifier: publish ALERTS', 'storage: commit'],
  // … and who is to be told of an alert gets a message.
  ['notifier: publish ALERTS', 'notifier: process notifier-delivery'],
  ['notifier: process notifier-delivery', 'notifier: publish ALERTS'],
  ['notifier: publish ALERTS', 'notifier: process notifier-outbox'],
  ['notifier: process notifier-outbox', 'notifier: deliver log'],
  ['notifier: deliver log', 'notifier: publish ALERTS'],
  // A watch of the sheet takes the same way.
  ['sheet-sync: sync sheet', 'sheet-sync: publish WATCHES'],
  ['sheet-sync: publish WATCHES', 'notifier: process notifier-watches'],
];
