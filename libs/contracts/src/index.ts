export { parseAppointmentId, type AppointmentId } from './appointment-id.js';
export {
  AlertClosed,
  AlertFact,
  AlertOpened,
  DeliveryFailed,
  DeliverySent,
  Evidence,
  WatchBlinded,
  WatchFinding,
  WatchSighted,
  type Figure,
  type PriceSeen,
} from './alert-facts.js';
export {
  AnswerName,
  BlindReason,
  BookChanged,
  BookConfirmed,
  BookFact,
  BookKeyframed,
  CoverageLost,
  Digest,
  Doubt,
  Memory,
  outcomeOf,
  outcomes,
  Statistics,
  type Outcome,
} from './book-facts.js';
export { Capabilities } from './capabilities.js';
export { CatalogFact, EventDetails, EventRevised, EventTracked, EventUntracked, Priority, startsAtLatestMs } from './catalog-facts.js';
export { Columns, columnsJsonSchema, columnsOf, isColumns, listingsOf } from './columns.js';
export { Condition, Direction, leavesOf, ListingFilter, Measure, SimpleCondition, Weekday } from './condition.js';
export {
  AlertStreamFact,
  DeliveryAcknowledged,
  DeliveryEscalated,
  DeliveryFact,
  DeliveryHeld,
  DeliveryQueued,
  DeliverySuppressed,
  HoldReason,
  MessageFailed,
  MessageSent,
  Notice,
  NoticeKind,
  operator,
  Recipient,
  SuppressReason,
} from './delivery-facts.js';
export { defineFact, envelope } from './fact.js';
export { tapeHeaders } from './headers.js';
export { listingColumnNames, listingColumns, type ColumnKind, type Listing, type ListingColumn } from './listing.js';
export { Currency, formatMinor, isCurrency, Minor, minorDigits, minorOfNumber, parseMinor } from './money.js';
export { bookOfSubject, streamNames, streamSubjects, subjects, type StreamName } from './subjects.js';
export { HandOff, handOffBucket, SourceFact, SourceTokenNeeded, SourceTokenSupplied, TokenNeed } from './source-facts.js';
export { RequestRecord } from './request-record.js';
export { SourceState } from './source-state.js';
export { SweepDue } from './sweep-commands.js';
export { tabNames, type TabName } from './tab-names.js';
export { BookKey, bookName, Token } from './token.js';
export {
  Channel,
  EpisodeSettings,
  Origin,
  Reach,
  Severity,
  Watch,
  WatchDefined,
  WatchFact,
  WatchPaused,
  WatchRemoved,
  WatchResumed,
} from './watch-facts.js';
