import { bookName, type BookKey, type WatchFact } from '@tickettape/contracts';
import { evolveWatch, needsOf, unknownWatch, type BookWatches, type Watched, type WatchState } from '@tickettape/watches';

const nobody: BookWatches = { watches: [], needs: needsOf([]) };

/** All watches, found by book, so that a look costs nothing for the watches of other books. */
export class WatchIndex {
  private readonly states = new Map<string, WatchState>();
  private readonly byBook = new Map<string, Map<string, Watched>>();
  /** Worked out at the first look after a change. */
  private readonly ready = new Map<string, BookWatches>();

  apply(fact: WatchFact): void {
    const { watchId } = fact.data;
    const before = this.stateOf(watchId);
    const after = evolveWatch(before, fact);
    this.states.set(watchId, after);
    if (before.watch) this.unlist(before.watch);
    if (after.watch && !after.watch.isPaused) this.list(after.watch);
  }

  /** Those that are not paused, in the order of their ids, so that every replica evaluates them alike. */
  of(key: BookKey): BookWatches {
    const name = bookName(key);
    const listed = this.byBook.get(name);
    if (listed === undefined) return nobody;
    const ready = this.ready.get(name);
    if (ready !== undefined) return ready;
    const watches = [...listed.values()].toSorted((a, b) => (a.watchId < b.watchId ? -1 : 1));
    const book = { watches, needs: needsOf(watches) };
    this.ready.set(name, book);
    return book;
  }

  has(key: BookKey): boolean {
    return this.byBook.has(bookName(key));
  }

  stateOf(watchId: string): WatchState {
    return this.states.get(watchId) ?? unknownWatch;
  }

  all(): readonly Watched[] {
    return [...this.states.values()].flatMap(({ watch }) => watch ?? []);
  }

  private list(watch: Watched): void {
    const name = bookName(watch);
    const watches = this.byBook.get(name) ?? new Map<string, Watched>();
    this.byBook.set(name, watches.set(watch.watchId, watch));
    this.ready.delete(name);
  }

  private unlist(watch: Watched): void {
    const name = bookName(watch);
    const watches = this.byBook.get(name);
    watches?.delete(watch.watchId);
    if (watches?.size === 0) this.byBook.delete(name);
    this.ready.delete(name);
  }
}
