import { timestamp } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import type { Writer } from '../database/writer.js';
import type { AnyProjection } from './projection.js';

/** Where a projection stands on its stream. */
export type Position = {
  /** Identity of the stream: when the server created it. */
  streamCreated: string;
  /** Stream sequence of the last message applied; 0 before the first. */
  position: number;
  /** When the stream stored that message; null before the first and where it is no longer known. */
  positionTime: Date | null;
  /** Of the projection that made the rows. */
  version: number;
};

type Row = { stream_created: string; position: string; position_time: Date | null; version: number };

/**
 * Reads where the projection stands; one that never ran begins before the first message of the stream as it is now. The connection keeps in mind
 * which tables it has read: a batch that would meet others, since a rebuild took their place, is refused.
 */
export const loadPosition = async (writer: Writer, { name, version, stream }: AnyProjection, streamCreated: string): Promise<Position> => {
  await writer.query(
    `insert into projections (name, version, stream, stream_created, position) values ($1, $2, $3, $4, 0) on conflict do nothing`,
    [name, version, stream, streamCreated],
  );
  await writer.query(`select set_config('tickettape.tables', to_regclass('projections')::oid::text, false)`);
  const [row] = await writer.query<Row>(`select stream_created, position, position_time, version from projections where name = $1`, [name]);
  return { streamCreated: row!.stream_created, position: Number(row!.position), positionTime: row!.position_time, version: row!.version };
};

/** The first statement of every batch: whoever finds the position elsewhere than at `from` writes nothing at all. */
export const advancePosition = (
  name: string,
  { from, last, lastTime }: { from: number; last: number; lastTime: string | null },
): Statement => ({
  name: 'advance-projection',
  text: 'select advance_projection($1, $2, $3, $4)',
  values: [name, from, last, lastTime === null ? null : timestamp(lastTime)],
});
