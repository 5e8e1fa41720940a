import { z } from 'zod';
import { CountField, Fields, TextField } from './field.js';
import { Paging } from './paging.js';
import { Query } from './query.js';
import { isKnownPlaceholder, placeholdersOf } from './request.js';
import { States } from './states.js';

/** What every source says whose answers are read by configuration. */
export const readingShape = {
  event: TextField.optional().describe(
    'Where the answer names its event; another id than that of the sheet is `wrong-event`, none is unreadable',
  ),
  total: CountField.optional().describe('Where the answer declares how many listings there are; where it shows fewer, the look is partial'),
  items: Query.describe('Where the listings stand: a path to their list, or a selector of each of them'),
  fields: Fields,
  paging: Paging.optional().describe('How one look asks for further pages; without it, an answer is the whole book'),
  states: States,
  mostItems: z.int().min(1).max(20_000).default(5_000).describe('An answer with more listings is not read'),
  timeoutSeconds: z.number().positive().max(60).default(10).describe('For one request, from connect to the last byte'),
  maxBytes: z
    .int()
    .min(1_000)
    .max(32 * 1024 * 1024)
    .default(8 * 1024 * 1024)
    .describe('A longer answer is not read to its end'),
} as const;

/** What the schema of one member cannot see. */
export type Complaint = { path: PropertyKey[]; message: string };

type Settings = { url: string; items: Query; fields: object; paging?: Paging | undefined; body?: string | undefined };

export const complaintsAbout = ({ url, items, fields, paging, body }: Settings, readsJson: boolean): Complaint[] => {
  const unfit = readsJson ? 'select' : 'path';
  const message = readsJson ? 'must be a JSONPath: it begins with $' : 'must be a CSS selector: there is no JSON without an island';
  return [
    ...complaintsAboutUrl(url, body),
    ...complaintsAboutPaging(url, body, paging),
    ...membersWith(unfit, { items, ...fields }).map((name) => ({ path: pathOf(name), message })),
  ];
};

const pathOf = (name: string): PropertyKey[] => (name === 'items' ? ['items'] : ['fields', name]);

const complaintsAboutUrl = (url: string, body: string | undefined): Complaint[] => {
  const names = placeholdersOf(url);
  const unknown = names.find((name) => !isKnownPlaceholder(name));
  if (unknown !== undefined)
    return [{ path: ['url'], message: `knows {eventId}, {page}, {offset} and {cursor}, and no other placeholder` }];
  const namesEvent = [...names, ...placeholdersOf(body ?? '')].includes('eventId');
  return namesEvent ? [] : [{ path: ['url'], message: 'must have {eventId} where the id of the event goes' }];
};

const complaintsAboutPaging = (url: string, body: string | undefined, paging: Paging | undefined): Complaint[] => {
  if (paging === undefined || paging.by === 'link' || paging.by === 'next' || paging.parameter !== undefined) return [];
  const isNamed = [...placeholdersOf(url), ...placeholdersOf(body ?? '')].includes(paging.by);
  return isNamed ? [] : [{ path: ['paging'], message: `must have a parameter, or the address {${paging.by}}` }];
};

type Named = Readonly<Record<string, unknown>>;

/** What is looked for in the whole answer may be in the page around the JSON. */
const membersWith = (place: 'select' | 'path', fields: Named): string[] =>
  Object.entries(fields)
    .filter(([, value]) => typeof value === 'object' && value !== null && place in value && (value as Named)[place] !== undefined)
    .filter(([, value]) => (value as Named)['whole'] !== true)
    .map(([name]) => name);
