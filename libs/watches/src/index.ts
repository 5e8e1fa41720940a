export { isRejected, ruleFields, type Note, type RuleField } from './grammar/note.js';
export { readWatch, type WatchRead } from './grammar/read-watch.js';
export type { Cells } from './grammar/condition-of.js';
export type { Settings } from './grammar/settings.js';
export { durationText, ruleText } from './words/rule-text.js';
