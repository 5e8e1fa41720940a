import { textArray, bigintArray, timestampArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';

/** Something the tape should have told and did not. */
export type Gap = {
  stream: string;
  position: number;
  subject: string;
  reason: 'message-invalid' | 'message-refused' | 'looks-missing' | 'messages-expired' | 'older-than-retention';
  /** For a person. */
  detail: string;
  at: string;
};

export const insertGaps = (gaps: readonly Gap[]): Statement => ({
  name: 'insert-gaps',
  text: `
    insert into gaps (stream, stream_seq, subject, reason, detail, at)
    select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
    on conflict do nothing`,
  values: [
    textArray(gaps.map(({ stream }) => stream)),
    bigintArray(gaps.map(({ position }) => position)),
    textArray(gaps.map(({ subject }) => subject)),
    textArray(gaps.map(({ reason }) => reason)),
    textArray(gaps.map(({ detail }) => detail)),
    timestampArray(gaps.map(({ at }) => at)),
  ],
});
