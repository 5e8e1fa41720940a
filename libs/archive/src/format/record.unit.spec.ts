import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord, type ArchivedMessage } from './record.js';

const aMessage = (body: string | Uint8Array, told: Partial<ArchivedMessage> = {}): ArchivedMessage => ({
  sequence: 7,
  time: '2026-11-21T12:00:00.123456789Z',
  subject: 'book.stubhub.5958508',
  headers: [['Nats-Msg-Id', 'book:1']],
  body: Buffer.from(body),
  ...told,
});

const lineOf = (message: ArchivedMessage): Buffer => encodeRecord(message).subarray(0, -1);
const textOf = (message: ArchivedMessage): string => lineOf(message).toString();
const roundTrip = (message: ArchivedMessage): ArchivedMessage => {
  const { body, ...head } = decodeRecord(lineOf(message));
  return { ...head, body: Buffer.from(body) };
};

describe('a message in an archive', () => {
  it('is one line of JSON that a person and jq can read', () => {
    expect(textOf(aMessage('{"id":"book:1","price": 1.10}'))).toBe(
      '{"sequence":7,"time":"2026-11-21T12:00:00.123456789Z","subject":"book.stubhub.5958508","headers":[["Nats-Msg-Id","book:1"]],' +
        '"body":{"id":"book:1","price": 1.10}}',
    );
  });

  it.each([
    ['numbers as they were written', '{"price":1.10,"id":12345678901234567890}', '"body":'],
    ['JSON that is not an object', 'null', '"body":'],
    ['JSON on several lines', '{\n "a": 1\n}', '"text":'],
    ['half a document', '{"half":', '"text":'],
    ['nothing', '', '"text":'],
    ['a byte order mark', '\ufeff{}', '"text":'],
    ['what looks like the mark of a body', '","body":{}', '"text":'],
    ['bytes that are no text', Uint8Array.of(0xff, 0x00, 0x0a), '"base64":'],
  ])('keeps %s', (_, body, field) => {
    const message = aMessage(body);
    expect(textOf(message)).toContain(field);
    expect(roundTrip(message)).toEqual(message);
  });

  it('is not taken in by headers and subjects that quote', () => {
    const message = aMessage('{"a":1}', {
      subject: 'x.","body":{',
      headers: [
        ['body', ',"body":1}'],
        ['a', '1'],
        ['a', '2'],
      ],
    });
    expect(roundTrip(message)).toEqual(message);
  });

  it('comes back byte for byte, whatever it holds', () => {
    const headers = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 4 });
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.json().map((text) => Buffer.from(text)),
      fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        fc.string({ minLength: 1 }),
        headers,
        bodies,
        (sequence, subject, told, body) => {
          const message = aMessage(body, { sequence, subject, headers: told });
          expect(lineOf(message).includes(0x0a)).toBe(false);
          expect(roundTrip(message)).toEqual(message);
        },
      ),
    );
  });

  it.each(['', '{}', 'null', '{"sequence":7', textOf(aMessage('{"a":1}')).slice(0, -2), textOf(aMessage('{"a":1}')).replace('7', '0')])(
    'is refused where the line is %j',
    (line) => expect(() => decodeRecord(Buffer.from(line))).toThrow(expect.objectContaining({ code: 'ARCHIVE_INVALID' })),
  );
});
