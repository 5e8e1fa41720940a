import { bookName, type BookKey, type WatchFact } from '@tickettape/contracts';
import { evolve, unknownWatch, type Watched, type WatchState } from './watched.js';

/** All watches, found by book, so that a look costs nothing for the watches of other books. */
export class WatchIndex {
  private readonly states = new Map<string, WatchState>();
  private readonly byBook = new Map<string, Map<string, Watched>>();

  apply(fact: WatchFact): void {
    const { watchId } = fact.data;
    const before = this.stateOf(watchId);
    const after = evolve(before, fact);
    this.states.set(watchId, after);
    if (before.watch) this.unlist(before.watch);
    if (after.watch && !after.watch.isPaused) this.list(after.watch);
  }

  /** Those that are not paused, in the order of their ids, so that every replica evaluates them alike. */
  of(key: BookKey): readonly Watched[] {
    const watches = this.byBook.get(bookName(key));
    return watches ? [...watches.values()].toSorted((a, b) => (a.watchId < b.watchId ? -1 : 1)) : [];
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
  }

  private unlist(watch: Watched): void {
    const watches = this.byBook.get(bookName(watch));
    watches?.delete(watch.watchId);
    if (watches?.size === 0) this.byBook.delete(bookName(watch));
  }
}
