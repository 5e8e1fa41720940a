import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { Blindness, Book, Observation } from '@tickettape/book';
import { type BookKey, bookName, subjects } from '@tickettape/contracts';
import { AppError, type ErrorCode } from '@tickettape/errors';
import { JSM, Publisher, readLastOf } from '@tickettape/jetstream';
import { appendLook, type Appended, loadBook, type LoadedBook } from '@tickettape/tape';
import type { Look, Recall } from '../sources/source.js';

/** Listings held in memory, over all books; each takes less than 300 bytes with what is recalled of it (docs/benchmarks.md), so this is some 60 MB. */
const heldListings = 200_000;
const triesAfterConflict = 5;

/** A book as the tape tells it, and what its source recalls of the last look. */
export type HeldBook = LoadedBook & { recall?: Recall | undefined };

/** The books as the tape tells them. What is held in memory counts only while the tape has not moved on. */
@Injectable()
export class Books {
  /** The book used last comes last. */
  private readonly held = new Map<string, HeldBook>();
  private listings = 0;

  constructor(
    private readonly publisher: Publisher,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  /** When a book was looked at last; null where it never was. A message that nobody can read does not hide the looks before it. */
  async lookedAt(key: BookKey): Promise<string | null> {
    return (await this.load(key)).book.observedAt;
  }

  async load(key: BookKey): Promise<HeldBook> {
    const held = this.held.get(bookName(key));
    const last = held && (await readLastOf(this.jsm, 'BOOKS', subjects.book(key)));
    return held && held.lastSequence === (last?.seq ?? 0) ? held : this.hold(key, await loadBook(this.jsm, key));
  }

  /**
   * Adds a look to its book. Where another replica was faster, decides again on top of what that one stored; null when that look is the newer one,
   * since an old look must not overwrite a new one.
   */
  async record(key: BookKey, { observation, recall }: Pick<Look, 'observation' | 'recall'>, loaded: LoadedBook): Promise<Appended | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const appended = await appendLook(this.publisher, key, observation, loaded);
        this.hold(key, { ...appended.loaded, recall });
        return appended;
      } catch (error) {
        if (isCode(error, 'MESSAGE_TOO_LARGE') && observation.kind === 'seen') observation = tooLarge(observation.observedAt);
        else if (isCode(error, 'VERSION_CONFLICT') && attempt <= triesAfterConflict) {
          loaded = await loadBook(this.jsm, key);
          if (isOvertaken(observation, loaded.book)) return null;
        } else throw error;
      }
    }
  }

  private hold(key: BookKey, loaded: HeldBook): HeldBook {
    const name = bookName(key);
    this.drop(name);
    this.held.set(name, loaded);
    this.listings += sizeOf(loaded);
    while (this.listings > heldListings) this.drop(this.held.keys().next().value!);
    return loaded;
  }

  private drop(name: string): void {
    const dropped = this.held.get(name);
    if (dropped && this.held.delete(name)) this.listings -= sizeOf(dropped);
  }
}

/** A book that is out of sight takes a little, too. */
const sizeOf = ({ book, recall }: HeldBook): number => Math.max(book.status === 'seen' ? book.listings.size : 0, recall?.size ?? 0) + 10;

const isCode = (error: unknown, code: ErrorCode): boolean => error instanceof AppError && error.code === code;

const isOvertaken = ({ observedAt }: Observation, book: Book): boolean => book.observedAt !== null && book.observedAt >= observedAt;

/** Nothing is ever cut: a book that no message can carry was not seen. */
const tooLarge = (observedAt: string): Blindness => ({
  kind: 'blind',
  observedAt,
  reason: 'unreadable',
  httpStatus: 200,
  attempts: 1,
  detail: 'the book is larger than a message may be',
});
