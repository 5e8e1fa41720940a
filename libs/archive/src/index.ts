export { bookStates } from './book-states.js';
export { exportTape, type ExportSettings } from './export/export-tape.js';
export {
  messagesIn,
  readCompleteManifest,
  tapeStreams,
  type BookState,
  type Manifest,
  type Segment,
  type TapeStream,
} from './format/manifest.js';
export { verifyArchive, type VerifiedArchive } from './format/verify-archive.js';
export { importTape, type ImportedStream, type ImportReport, type ImportSettings } from './import/import-tape.js';
export { type OnProgress, type Progress } from './progress.js';
export { parseBound, type Bound } from './replay/bounds.js';
export { replayTape, type ReplaySettings, type ReplaySummary } from './replay/replay-tape.js';
export { formatSpeed, parseSpeed, type Speed } from './replay/speed.js';
export { defaultTarget, replaySubject } from './replay/target.js';
