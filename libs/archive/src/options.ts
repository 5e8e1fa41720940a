export { parseBound, type Bound } from './replay/bound.js';
export { defaultTarget } from './replay/default-target.js';
export { formatSpeed, parseSpeed, type Speed } from './replay/speed.js';
export { tapeStreams, type TapeStream } from './tape-streams.js';
