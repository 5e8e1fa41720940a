import { AppError } from '@tickettape/errors';
import { z } from 'zod';

/** A message as the stream stored it. */
export type ArchivedMessage = {
  /** Stream sequence it had where it was exported. */
  sequence: number;
  /** When that stream stored it, RFC 3339 with nanoseconds. */
  time: string;
  subject: string;
  /** Name and value; a name with several values comes several times. */
  headers: readonly (readonly [string, string])[];
  body: Uint8Array;
};

/**
 * One message as one line of JSON. `body` is the stored JSON text byte for byte, so `jq` reads it; a body that is no JSON on one line is kept as
 * `text`, and one that is not UTF-8 as `base64`. The body comes last, so that it can be taken out without being parsed.
 */
export const encodeRecord = ({ body, ...head }: ArchivedMessage): Buffer => {
  const [field, value] = bodyField(body);
  return Buffer.concat([Buffer.from(`${JSON.stringify(head).slice(0, -1)},"${field}":`), value, lineEnd]);
};

/** Throws ARCHIVE_INVALID. `line` is without its line feed. */
export const decodeRecord = (line: Buffer): ArchivedMessage => {
  try {
    const mark = line.indexOf(bodyMark);
    return mark < 0 ? decodeOther(line) : decodeJson(line, mark);
  } catch (cause) {
    throw new AppError('ARCHIVE_INVALID', { cause, detail: 'a line is not a message of the tape' });
  }
};

const Head = z.object({
  sequence: z.int().positive(),
  time: z.string(),
  subject: z.string().min(1),
  headers: z.array(z.tuple([z.string(), z.string()])),
});
const Other = z.union([Head.extend({ text: z.string() }), Head.extend({ base64: z.base64() })]);

const lineEnd = Buffer.from('}\n');
const closingBrace = 0x7d;
/** Inside a JSON string every quote is escaped, and headers are pairs, so these bytes stand only where the body begins. */
const bodyMark = Buffer.from(',"body":');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const bodyField = (body: Uint8Array): ['body' | 'text' | 'base64', Uint8Array] => {
  const text = textOf(body);
  if (text === null) return ['base64', Buffer.from(JSON.stringify(Buffer.from(body).toString('base64')))];
  return isJsonLine(text) ? ['body', body] : ['text', Buffer.from(JSON.stringify(text))];
};

const textOf = (body: Uint8Array): string | null => {
  try {
    return utf8.decode(body);
  } catch {
    return null;
  }
};

const isJsonLine = (text: string): boolean => {
  if (/[\n\r]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const decodeJson = (line: Buffer, mark: number): ArchivedMessage => {
  if (line.at(-1) !== closingBrace) throw new Error('the line is cut off');
  const head = Head.parse(JSON.parse(`${line.toString('utf8', 0, mark)}}`));
  return { ...head, body: line.subarray(mark + bodyMark.length, -1) };
};

const decodeOther = (line: Buffer): ArchivedMessage => {
  const { sequence, time, subject, headers, ...other } = Other.parse(JSON.parse(line.toString()));
  const body = 'text' in other ? Buffer.from(other.text) : Buffer.from(other.base64, 'base64');
  return { sequence, time, subject, headers, body };
};
