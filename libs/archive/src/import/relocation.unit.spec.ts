import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchivedMessage } from '../format/record.js';
import { Relocation } from './relocation.js';
import { SequenceMap } from './sequence-map.js';

const ascending = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 60 }).map((numbers) => numbers.toSorted((a, b) => a - b));

describe('the places of messages', () => {
  it('are counted from 1 without holes, and every original is found again', () => {
    fc.assert(
      fc.property(ascending, (originals) => {
        const map = new SequenceMap();
        expect(originals.map((original) => map.place(original))).toEqual(originals.map((_, index) => index + 1));
        for (let original = 0; original <= 201; original += 1) {
          const index = originals.indexOf(original);
          expect(map.find(original)).toBe(index < 0 ? null : index + 1);
        }
        expect(map.firstMoved).toBe(originals.find((original, index) => original !== index + 1) ?? null);
      }),
    );
  });

  it('are no more than one run while there are no holes', () => {
    const map = new SequenceMap();
    for (let original = 1; original <= 1000; original += 1) map.place(original);
    expect([map.firstMoved, map.find(1000), map.find(1001), map.find(Number.NaN)]).toEqual([null, 1000, null, null]);
  });
});

const message = (sequence: number, headers: [string, string][], subject = 'book.s.1'): ArchivedMessage => ({
  sequence,
  time: '2026-11-21T12:00:00Z',
  subject,
  headers,
  body: Buffer.from('{}'),
});

describe('a message that moves into a new stream', () => {
  it('points to where its keyframe and the message before it lie now', () => {
    const relocation = new Relocation();
    const moved = [
      message(11, [['Nats-Expected-Last-Subject-Sequence', '0']]),
      message(14, [['Nats-Expected-Last-Subject-Sequence', '0']], 'book.s.2'),
      message(20, [
        ['Nats-Msg-Id', 'book:2'],
        ['Nats-Expected-Last-Subject-Sequence', '11'],
        ['Tape-Keyframe', '11'],
      ]),
    ].map((original) => relocation.next(original));
    expect(moved.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(moved[0]!.headers).toEqual([
      ['Tape-Imported', '11'],
      ['Tape-Previous', '0'],
    ]);
    expect(moved[2]!.headers).toEqual([
      ['Nats-Msg-Id', 'book:2'],
      ['Tape-Imported', '20'],
      ['Tape-Keyframe', '1'],
      ['Tape-Previous', '1'],
    ]);
    expect(relocation.firstMoved).toBe(11);
  });

  it('can move a second time', () => {
    const [first, second] = [new Relocation(), new Relocation()];
    const originals = [
      message(5, [['Nats-Expected-Last-Subject-Sequence', '0']]),
      message(9, [
        ['Nats-Expected-Last-Subject-Sequence', '5'],
        ['Tape-Keyframe', '5'],
      ]),
    ];
    const once = originals
      .map((original) => first.next(original))
      .map(({ sequence, headers, original }) => ({ ...original, sequence, headers }));
    expect(once.map((original) => second.next(original).headers)).toEqual([
      [
        ['Tape-Imported', '1'],
        ['Tape-Previous', '0'],
      ],
      [
        ['Tape-Imported', '2'],
        ['Tape-Keyframe', '1'],
        ['Tape-Previous', '1'],
      ],
    ]);
  });

  it('names nothing before it where its original named nothing, and no keyframe that is gone', () => {
    const relocation = new Relocation();
    relocation.next(message(7, []));
    expect(relocation.next(message(8, [['Tape-Keyframe', '3']])).headers).toEqual([['Tape-Imported', '8']]);
  });

  it('leaves behind what would act on the stream or prolong an old trace', () => {
    const { headers } = new Relocation().next(
      message(1, [
        ['traceparent', '00-a-b-01'],
        ['Nats-Expected-Stream', 'BOOKS'],
        ['Nats-Expected-Last-Sequence', '0'],
        ['Nats-Batch-Id', 'x'],
        ['Nats-TTL', '1s'],
        ['Nats-Rollup', 'all'],
        ['Nats-Schedule', '@at x'],
        ['nats-msg-id', 'book:1'],
        ['Content-Encoding', 'gzip'],
      ]),
    );
    expect(headers).toEqual([
      ['nats-msg-id', 'book:1'],
      ['Content-Encoding', 'gzip'],
      ['Tape-Imported', '1'],
    ]);
  });
});
