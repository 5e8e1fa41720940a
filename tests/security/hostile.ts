import fc from 'fast-check';
import type { Operation } from './operations.js';

/** What people who try doors put into a field: escapes of paths, of SQL, of subjects, of numbers and of terminals. */
const classics = [
  '', ' ', '.', '..', '../../etc/passwd', '%00', '\u0000', '*', '>', 'a.b', '$SYS.>', "' or 1=1 --", '1; drop table sweeps', '${7*7}', '{{7*7}}',
  '-1', '0', '1e309', 'NaN', '9007199254740993', '2147483648', 'null', 'true', '[]', '{}', '__proto__', 'constructor', '\ud800', '\u202e', '\u001b[31m',
  '1970-01-01T00:00:00Z', '+275760-09-13T00:00:00.001Z', 'x'.repeat(4_000),
]; // prettier-ignore

export const hostileText: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...classics), fc.string({ unit: 'binary', maxLength: 40 }));

const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom('source', 'eventId', 'name', 'from', 'to', 'reason', 'speed', 'watchId', 'token', '__proto__'), fc.oneof(hostileText, fc.jsonValue())),
  hostileText,
); // prettier-ignore

export type HostileRequest = { path: string; body: string | undefined; contentType: string };

/** Requests for one endpoint with anything in the place of everything that can be chosen. */
export const hostileRequest = ({ path, queries, hasBody }: Operation): fc.Arbitrary<HostileRequest> =>
  fc.record({
    path: fc
      .tuple(...[...path.matchAll(/\{\w+\}/g)].map(() => hostileText))
      .chain((values) => fc.dictionary(fc.constantFrom('any', ...queries), hostileText).map((query) => addressOf(path, values, query))),
    body: hasBody ? fc.option(fc.oneof(hostileJson.map(jsonOf), hostileText), { nil: undefined }) : fc.constant(undefined),
    contentType: fc.constantFrom(
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
    ),
  });

const jsonOf = (value: unknown): string => JSON.stringify(value) ?? '';

const addressOf = (path: string, values: readonly string[], query: Readonly<Record<string, string>>): string => {
  const rest = [...values];
  const filled = path.replaceAll(/\{\w+\}/g, () => escape(rest.shift()!));
  const asked = Object.entries(query).map(([name, value]) => `${name}=${escape(value)}`);
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
};

/** Percent-encoded where it can be; a lone surrogate cannot, and goes as a broken escape. */
const escape = (text: string): string => (text.isWellFormed() ? encodeURIComponent(text) : '%ff%fe');
