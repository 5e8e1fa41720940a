import type { Cells } from '@tickettape/watches';

/** What the commands that take a rule can be told beside it. */
export type RuleOptions = {
  event: string;
  source: string;
  hold?: string;
  rearm?: string;
  hysteresis?: string;
  tellOver?: boolean;
  blindAfter?: string;
  severity?: string;
  to?: string;
  channels?: string;
};

/** By the names of the grammar. */
export const cellsOf = ({ hold, rearm, hysteresis, tellOver, blindAfter, severity, to, channels }: RuleOptions): Cells => {
  const cells = { hold, rearm, hysteresis, blindAfter, severity, channels, recipients: to, tellOver: tellOver ? 'yes' : undefined };
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== undefined));
};
