import type { BookFact, WatchFinding } from '@tickettape/contracts';
import { needsOf } from './books/needs.js';
import { decide } from './episodes/decide.js';
import { evolveStanding, noStanding, type Standing } from './episodes/standing.js';
import type { Watched } from './watched.js';
import { notWatching, see, type BookWatches, type Watching } from './watching.js';

/** A watch that is run over facts of its book, message by message, as if it had been there. */
export class Rehearsal {
  private watching: Watching = notWatching();
  private readonly book: BookWatches;
  /** Looks that the watch judged, complete, partial and blind. */
  readonly looks = { complete: 0, partial: 0, blind: 0 };
  readonly findings: WatchFinding[] = [];

  constructor(
    private readonly watch: Watched,
    private standing: Standing = noStanding,
  ) {
    this.book = { watches: [watch], needs: needsOf([watch]) };
  }

  /** Takes one more message; gives what the watch would have told. */
  take(fact: BookFact, position: number): WatchFinding[] {
    const { watching, look, judged } = see(this.watching, fact, position, this.book);
    this.watching = watching;
    if (look !== null && Date.parse(this.watch.since) < look.atMs)
      this.looks[look.kind === 'blind' ? 'blind' : look.complete ? 'complete' : 'partial'] += 1;
    const findings = judged.flatMap(({ watch, judged: one }) => decide(watch, this.standing, one));
    this.standing = findings.reduce<Standing>(evolveStanding, this.standing);
    this.findings.push(...findings);
    return findings;
  }
}
