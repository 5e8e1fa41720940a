import type { HandOff, SourceTokenNeeded, TokenNeed } from '@tickettape/contracts';
import { noLinks, type Message } from '../channels/message.js';

/**
 * What the operator is told when a source needs a captcha solved. `handOff` is the link to the page; null where it must not be written, as in a
 * log, or where there is none: then a command gives one.
 */
export const tokenMessage = (key: string, { time, data }: SourceTokenNeeded, handOff: HandOff | null): Message => {
  const { source, need, detail, expiresAt } = data;
  return {
    key,
    kind: need === 'expiring' ? 'opened' : 'blinded',
    severity: 'normal',
    title: `${source} needs a captcha solved`,
    event: `source ${source}`,
    reason: `${detail}. ${consequences[need]}${need === 'expiring' && expiresAt !== null ? ` (${expiresAt})` : ''}`,
    listings: [
      handOff === null
        ? `npx tape source token ${source} --link`
        : `Open this and tick the box; it works once, until ${handOff.expiresAt}: ${handOff.url}`,
    ],
    seen: time,
    proof: null,
    note: null,
    parts: [],
    alert: null,
    picture: null,
    links: noLinks,
    subject: null,
  };
};

const blind = 'Until a person solves it nothing of this source can be seen';
const consequences: Record<TokenNeed, string> = {
  missing: blind,
  expired: blind,
  refused: blind,
  expiring: 'The source is seen until then',
};
