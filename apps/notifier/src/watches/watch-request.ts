import { Token, type Watch } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { readWatch, ruleFields, ruleText, watchIdOf, type Note, type RuleField } from '@tickettape/watches';
import { z } from 'zod';

const Text = z.string().max(2_000).optional();
const places = ruleFields.filter((field) => field !== 'rule') as Exclude<RuleField, 'rule'>[];
const Places = z.object(Object.fromEntries(places.map((field) => [field, Text])) as Record<(typeof places)[number], typeof Text>);

/** A watch as a person writes it: the rule with all its settings, or parts of it in fields of their own. */
export const WatchRequest = Places.extend({
  rule: z.string().max(2_000).describe('Such as `get-in below 95 USD in section 101; tell when over`'),
  eventId: Token,
  source: Token.default('stubhub'),
  name: z.string().trim().min(1).max(200).optional().describe('The rule in words where it is not told'),
}).meta({ id: 'WatchRequest' });
export type WatchRequest = z.output<typeof WatchRequest>;

/** Throws WATCH_INVALID with every place that is wrong and what is allowed there. */
export const watchOf = ({ rule, eventId, source, name, ...cells }: WatchRequest): { watch: Watch; warnings: Note[] } => {
  const { watch, notes } = readWatch(rule, cells);
  if (watch === null) throw new AppError('WATCH_INVALID', { detail: described(notes.filter(({ severity }) => severity === 'rejected')) });
  const told = name ?? ruleText(watch.condition);
  const watchId = watchIdOf(name ?? `${eventId} ${told}`);
  return { watch: { source, eventId, watchId, name: told, channels: ['log'], ...watch, origin: 'person' }, warnings: [...notes] };
};

const described = (notes: readonly Note[]): string => notes.map(({ field, reason }) => `${field} ${reason}`).join('; ');
