import { z } from 'zod';
import { Query } from './query.js';

const texts = z.union([z.string().min(1).max(500), z.array(z.string().min(1).max(500)).min(1).max(50)]).transform((text) => [text].flat());
const statuses = z
  .union([z.int().min(100).max(599), z.array(z.int().min(100).max(599)).min(1).max(50)])
  .transform((status) => [status].flat());

const When = z
  .strictObject({
    status: statuses.optional().describe('HTTP status, or one of several'),
    contains: texts.optional().describe('A text in the answer, or one of several; capital letters do not matter'),
    lacks: texts.optional().describe('A text, or several, none of which is in the answer'),
    location: texts.optional().describe('A text in the address a redirect points to, or one of several'),
    at: Query.optional().describe('Something is there'),
    equals: z
      .union([z.string().max(500), z.number(), z.boolean()])
      .optional()
      .describe('With `at`: and it is this'),
  })
  .refine((when) => Object.keys(when).length > 0, 'must say something')
  .refine(({ at, equals }) => equals === undefined || at !== undefined, { path: ['equals'], message: 'needs `at`' });
export type When = z.output<typeof When>;

/** What an answer is, and what a look at it is then. */
const pageStates = {
  ok: 'Listings; where there are such rules, an answer that meets none of them is unreadable',
  empty: 'The event has no listings: the book is empty',
  challenge: 'A captcha or the like: the source is paused until a person resumes it',
  login: 'It wants a login: the source is paused until a person resumes it',
  moved: 'The event is not at this address any more: `wrong-event`',
  'wrong-event': 'It shows another event, or does not know this one',
  throttled: 'It wants fewer requests',
  unavailable: 'The source failed: tried again',
} as const;
export type PageState = keyof typeof pageStates;

export const States = z
  .array(
    z.strictObject({
      is: z.enum(Object.keys(pageStates) as [PageState, ...PageState[]]).describe(
        Object.entries(pageStates)
          .map(([name, meaning]) => `\`${name}\`: ${meaning}`)
          .join('; '),
      ),
      when: When.describe('All of it must hold'),
    }),
  )
  .max(50)
  .default([])
  .describe('What an answer is, judged by content: the first rule that holds counts');
export type States = z.output<typeof States>;
