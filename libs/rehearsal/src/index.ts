export { explain, type Explanation } from './explain.js';
export { rehearse, type Rehearsed, type RehearsalProgress, type RehearsalSettings } from './rehearse.js';
