import { tapeHeaders } from '@tickettape/contracts';
import type { ArchivedMessage } from '../format/record.js';
import { actsOnStream, tracesBack } from '../header-rules.js';
import { SequenceMap } from './sequence-map.js';

type Header = readonly [name: string, value: string];

/** A message as it is to be stored in the new stream; its body is the original's. */
export type RelocatedMessage = {
  original: ArchivedMessage;
  /** Stream sequence it will have. */
  sequence: number;
  headers: readonly Header[];
};

/**
 * Finds the places of a stream's messages, in order, and rewrites what in their headers speaks of positions (docs/adr/0002).
 * Memory grows with subjects and holes, not with messages.
 */
export class Relocation {
  private readonly places = new SequenceMap();
  private readonly lastOfSubject = new Map<string, number>();

  /** The first original sequence that is another one here; null where all are the same. */
  get firstMoved(): number | null {
    return this.places.firstMoved;
  }

  next(original: ArchivedMessage): RelocatedMessage {
    const sequence = this.places.place(original.sequence);
    const headers = [...original.headers.filter(isKept), ...this.pointers(original)];
    this.lastOfSubject.set(original.subject, sequence);
    return { original, sequence, headers };
  }

  private pointers({ sequence, subject, headers }: ArchivedMessage): Header[] {
    const keyframe = this.places.find(Number(valueOf(headers, tapeHeaders.keyframe)));
    const namesPrevious = valueOf(headers, tapeHeaders.previous) ?? valueOf(headers, expectedLast);
    return [
      [tapeHeaders.imported, String(sequence)],
      ...(keyframe === null ? [] : [[tapeHeaders.keyframe, String(keyframe)] as const]),
      ...(namesPrevious === undefined ? [] : [[tapeHeaders.previous, String(this.lastOfSubject.get(subject) ?? 0)] as const]),
    ];
  }
}

const expectedLast = 'Nats-Expected-Last-Subject-Sequence';

const rewritten = new Set<string>([tapeHeaders.imported, tapeHeaders.previous, tapeHeaders.keyframe]);

const isKept = ([name]: Header): boolean => !rewritten.has(name) && !tracesBack(name) && !actsOnStream(name);

const valueOf = (headers: readonly Header[], wanted: string): string | undefined => headers.find(([name]) => name === wanted)?.[1];
