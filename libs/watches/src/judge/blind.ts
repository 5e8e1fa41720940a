import type { SimpleCondition } from '@tickettape/contracts';
import type { Look } from '../books/look.js';
import { at, duration } from '../words/phrases.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

type Blind = Extract<SimpleCondition, { kind: 'blind' }>;

/** Holds when nothing could be seen for so long; is over with the first look that sees anything. */
export const judgeBlind = ({ withinSeconds }: Blind, look: Look): Judgement => {
  if (look.kind === 'seen') return over('sight returned');
  const blindMs = look.atMs - Date.parse(look.since);
  if (blindMs < withinSeconds * 1_000) return unproven;
  const lasted = duration(Math.floor(blindMs / 60_000) * 60 || Math.floor(blindMs / 1_000));
  return holds(`blind for ${lasted}, since ${at(look.since, look.observedAt)}: ${look.reason} (${look.detail})`);
};
