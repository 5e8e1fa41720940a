import type { Condition } from '@tickettape/contracts';
import type { Look } from '../../books/look.js';
import type { OpenEpisode } from '../episode.js';
import { judgeGetInAbove } from './get-in-above.js';
import { judgeGetInBelow } from './get-in-below.js';
import { judgeGetInMoves } from './get-in-moves.js';
import type { Judgement } from './judgement.js';
import { unproven } from './judgement.js';
import { judgeNewListing } from './new-listing.js';

/** What `look` proves about `condition`; `open` is the episode that stands, if one does. */
export const judge = (condition: Condition, look: Look, open: OpenEpisode | null): Judgement => {
  if (condition.kind === 'get-in-below') return judgeGetInBelow(condition, look);
  if (condition.kind === 'get-in-above') return judgeGetInAbove(condition, look);
  if (condition.kind === 'get-in-moves') return judgeGetInMoves(condition, look);
  return condition.kind === 'new-listing' ? judgeNewListing(condition, look, open) : unproven;
};
