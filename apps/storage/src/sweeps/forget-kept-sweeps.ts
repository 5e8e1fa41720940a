import { bookName, type BookFact } from '@tickettape/contracts';
import { bigintArray, textArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';

type Followed = { fact: BookFact };

/** The last keyframe of each book among facts in order; nothing stands on the looks before it. */
export const lastKeyframes = (followed: readonly Followed[]): Map<string, BookFact['data']> =>
  new Map(followed.flatMap(({ fact }) => (fact.type === 'book.keyframed.v1' ? [[bookName(fact.data), fact.data]] : [])));

/** Nothing where no book has a keyframe. */
export const forgetKeptSweeps = (keyframes: readonly BookFact['data'][]): Statement[] => {
  if (keyframes.length === 0) return [];
  return [
    {
      name: 'forget-kept-sweeps',
      text: `
        delete from kept_sweeps kept using unnest($1::text[], $2::text[], $3::bigint[]) as keyframe(source, event_id, sequence)
        where kept.source = keyframe.source and kept.event_id = keyframe.event_id and kept.sequence < keyframe.sequence`,
      values: [
        textArray(keyframes.map(({ source }) => source)),
        textArray(keyframes.map(({ eventId }) => eventId)),
        bigintArray(keyframes.map(({ sequence }) => sequence)),
      ],
    },
  ];
};
