import { z } from 'zod';
import { Selector } from './selector.js';

const literal = z.string().min(1).max(200);

export const islandShape = z
  .strictObject({
    select: Selector.describe('The element that holds it, mostly `script#…`; there must be one of them'),
    after: literal.optional().describe('It begins after this text, e.g. `window.__STATE__ =`'),
    before: literal.optional().describe('It ends before this text'),
  })
  .describe('JSON that the page holds; then `items` and `fields` are JSONPaths');
