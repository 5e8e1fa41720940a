import type { Verification } from '@tickettape/admin-answers';
import { bookName, type BookKey } from '@tickettape/contracts';

/** A look as the tape tells it. */
export type TapeLook = BookKey & {
  /** Stream sequence of its message. */
  position: number;
  sequence: number;
  /** Of the book that results; null for a blind look. */
  digest: string | null;
};

/** Where a book stands in the tables. */
export type TableBook = BookKey & {
  sequence: number;
  /** As the tables say that the tape told it; null before the first sighting. */
  digest: string | null;
  /** From the listings in the table. */
  found: string;
  /** Stream sequence of the last look. */
  lookAt: number;
  /** Stream sequence of the last look that went into the listings; null where its row is no longer there. */
  sightAt: number | null;
};

export type Difference = BookKey & {
  sequence: number;
  reason: Verification['differing'][number]['reason'];
  /** By the tape. */
  told: string;
  /** From the rows. */
  found: string;
};

export type Evidence = {
  /** Stream sequence of the last message that was applied. */
  position: number;
  /** Of the oldest message that the stream still has; what was before it proves nothing. */
  firstSequence: number;
  /** The last look at each book, by name of the book. */
  last: ReadonlyMap<string, TapeLook>;
  /** Looks by stream sequence, as far as `books` name them; one that is not there is not on the tape. */
  looks: ReadonlyMap<number, TapeLook>;
};

/** The digest of a book without listings. */
const emptyDigest = '0'.repeat(16);

/** The books whose rows are not what the tape tells, in the order of their names. */
export const judgeBooks = (books: readonly TableBook[], evidence: Evidence): Difference[] => {
  const known = new Set(books.map(bookName));
  const missing = [...evidence.last.values()].filter((look) => look.position <= evidence.position && !known.has(bookName(look)));
  const differing = [...books.flatMap((book) => judgeBook(book, evidence)), ...missing.map(missingBook)];
  return differing.toSorted((one, other) => (bookName(one) < bookName(other) ? -1 : 1));
};

const judgeBook = (book: TableBook, evidence: Evidence): Difference[] => {
  const { source, eventId, sequence, found } = book;
  const sight = sightOf(book, evidence);
  const told = sight?.digest ?? book.digest ?? emptyDigest;
  const reason = reasonAgainst(book, told, evidence);
  return reason === null ? [] : [{ source, eventId, sequence, reason, told, found }];
};

const reasonAgainst = (book: TableBook, told: string, evidence: Evidence): Difference['reason'] | null => {
  const last = evidence.last.get(bookName(book));
  if (!last && !evidence.looks.has(book.lookAt) && book.lookAt >= evidence.firstSequence) return 'unknown';
  if (last && last.position <= evidence.position && last.sequence > book.sequence) return 'look';
  if (isOtherLook(book, book.lookAt, evidence) || (book.sightAt !== null && isOtherLook(book, book.sightAt, evidence))) return 'look';
  if ((book.digest ?? emptyDigest) !== told) return 'digest';
  return book.found === told ? null : 'listings';
};

const isOtherLook = (book: TableBook, position: number, { looks, firstSequence }: Evidence): boolean => {
  if (position < firstSequence) return false;
  const look = looks.get(position);
  return look === undefined || bookName(look) !== bookName(book) || (position === book.lookAt && look.sequence !== book.sequence);
};

const sightOf = ({ sightAt }: TableBook, { looks }: Evidence): TapeLook | undefined => (sightAt === null ? undefined : looks.get(sightAt));

const missingBook = ({ source, eventId, sequence, digest }: TapeLook): Difference => ({
  source,
  eventId,
  sequence,
  reason: 'missing',
  told: digest ?? emptyDigest,
  found: emptyDigest,
});
