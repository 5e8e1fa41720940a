import fc from 'fast-check';

/** What breaks readers: other types, ends of things, numbers at the edge, signs that mean something somewhere. */
const oddParts = [
  '',
  'null',
  'true',
  '-1',
  '1e999',
  '9007199254740993',
  '123456789012345678901234567890',
  '0.005',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '[[[[',
  ',',
  ':',
  '<',
  '>',
  '</script>',
  '<script',
  '<!--',
  '&amp;',
  '\\',
  '\\u0000',
  '\u0000',
  '\ud800',
  '\u202e',
  '\n',
  '\r\n',
  '\t',
  '__proto__',
  'constructor',
  '$',
  '..',
  '*a',
  '&a',
  '<<: *a',
  '!!js',
  '|',
  '%',
  '#',
] as const;

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof({ weight: 3, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(400) }),
  insert: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...oddParts) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20, unit: 'binary' }) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.nat(400).map((length) => ({ copied: length })) },
  ),
});
type Edit = { at: number; cut: number; insert: string | { copied: number } };

const edited = (text: string, { at, cut, insert }: Edit): string => {
  const from = Math.floor(at * text.length);
  const part = typeof insert === 'string' ? insert : text.slice(from, from + insert.copied);
  return text.slice(0, from) + part + text.slice(from + cut);
};

/** `text` after some damage, or a text that has nothing to do with it. */
export const damaged = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => edits.reduce(edited, text)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
