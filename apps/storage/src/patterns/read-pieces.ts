import type { Piece } from '@tickettape/sampling';
import type { Query } from '../database/database.js';

/** Days that are learned from: four of every hour of the week. */
const learnedDays = 28;

export type SourcePieces = { source: string; spans: number; pieces: Piece[] };

type Row = { source: string; event_id: string; hour_of_week: number; life_cell: number; spans: number; seconds: number; changes: number };

/** What the last weeks tell of when the books of every source changed. */
export const readPieces = async (query: Query): Promise<SourcePieces[]> => {
  const rows = await query<Row>(`select * from book_pieces(null, now() - interval '${learnedDays} days')`);
  return Object.entries(Object.groupBy(rows, ({ source }) => source)).map(([source, own]) => ({
    source,
    spans: own!.reduce((sum, { spans }) => sum + spans, 0),
    pieces: own!.map(pieceOf),
  }));
};

const pieceOf = ({ event_id: eventId, hour_of_week: hourOfWeek, life_cell: lifeCell, seconds, changes }: Row): Piece => ({
  eventId,
  hourOfWeek,
  lifeCell,
  seconds,
  changes,
});
