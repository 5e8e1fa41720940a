import { formatMinor, type Listing, type PriceSeen } from '@tickettape/contracts';
import { explain, type Explanation } from '@tickettape/rehearsal';
import { table } from '../../output/table.js';
import { withTape } from '../../services/open-tape.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';

/** Shows one alert with all that led to it, judged once more from the tape. Exit code 1 where that gives another result. Throws NOT_FOUND, NOT_RUNNING. */
export const explainAlert = async (alertId: string, { json = false }: CommonOptions, terminal: Terminal): Promise<number> => {
  const explanation = await withTape('watch explain', terminal, ({ jsm }) => explain(jsm, alertId));
  if (json) printJson(terminal, explanation);
  else printText(terminal, describe(explanation));
  return explanation.reproduced === false ? 1 : 0;
};

/** Listings shown of each kind of change. */
const mostShown = 20;

const describe = (explanation: Explanation): string => {
  const { alert, position, closed } = explanation;
  const { name, rule, reason, evidence, source, eventId } = alert.data;
  const { look } = evidence;
  const count = look.expected === null ? `${look.received} listings` : `${look.received} of ${look.expected} listings`;
  return [
    `${name} (${source}/${eventId})`,
    `rule     ${rule ?? JSON.stringify(alert.data.condition)}`,
    `why      ${reason}`,
    `before   ${priceText(evidence.before)}`,
    `after    ${priceText(evidence.after)}`,
    `seen     ${look.observedAt}, look ${look.sequence}, ${look.complete ? 'complete' : 'not complete'}: ${count}`,
    `tape     BOOKS ${evidence.position}${evidence.positionBefore ? `, the look before it ${evidence.positionBefore}` : ''}; ALERTS ${position}`,
    `over     ${closed === null ? 'not yet' : `${closed.time}: ${closed.data.reason}`}`,
    `again    ${againText(explanation)}`,
    ...changesText(explanation),
  ].join('\n');
};

const priceText = (seen: PriceSeen | null): string => {
  if (seen === null) return 'not known';
  return `get-in ${seen.getIn === null || seen.currency === null ? 'not told' : formatMinor(seen.getIn, seen.currency)} at ${seen.observedAt}`;
};

const againText = ({ reproduced, messages }: Explanation): string => {
  if (reproduced === null) return 'the tape no longer tells how the watch was defined';
  return reproduced
    ? `judged once more from ${messages} messages of the tape: the same alert, word by word`
    : `judged once more from ${messages} messages of the tape: NOT the same alert`;
};

const changesText = ({ delta }: Explanation): string[] => {
  if (delta === null) return ['', 'There was no look to compare with.'];
  const rows = [
    ...delta.appeared.map((listing) => ['appeared', ...cells(listing), '']),
    ...delta.changed.map(({ before, after }) => ['changed', ...cells(after), before === null ? '' : wasText(before)]),
    ...delta.gone.map((listing) => ['gone', ...cells(listing), '']),
  ];
  if (rows.length === 0) return ['', 'The look changed nothing.'];
  const more = rows.length > mostShown ? [`${rows.length - mostShown} more`] : [];
  return ['', table(['Look', 'Listing', 'Section', 'Row', 'Tickets', 'All-in', ''], rows.slice(0, mostShown)), ...more];
};

const wasText = (before: Listing): string => {
  const [, , , tickets, price] = cells(before);
  return `was ${tickets === '' ? '' : `${tickets} at `}${price}`;
};

const cells = ({ listingId, section, row, quantity, allInPrice, currency }: Listing): string[] => [
  listingId,
  section ?? '',
  row ?? '',
  quantity === null ? '' : String(quantity),
  allInPrice === null || currency === null ? 'not told' : formatMinor(allInPrice, currency),
];
