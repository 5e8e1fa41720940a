/** Where the messages of an archived stream lie in the new one. Memory grows with the holes of the original, not with its messages. */
export class SequenceMap {
  private readonly runs: { original: number; here: number; length: number }[] = [];
  private count = 0;

  /** Places the next message; originals must ascend. Gives its sequence in the new stream, which begins at 1 and has no holes. */
  place(original: number): number {
    this.count += 1;
    const last = this.runs.at(-1);
    if (last && original === last.original + last.length) last.length += 1;
    else this.runs.push({ original, here: this.count, length: 1 });
    return this.count;
  }

  /** null for a message that the archive does not hold, or not yet. */
  find(original: number): number | null {
    const run = this.runs[this.indexOfRun(original)];
    const offset = run ? original - run.original : -1;
    return run && offset >= 0 && offset < run.length ? run.here + offset : null;
  }

  /** The first original sequence that is another one here; null where all are the same. */
  get firstMoved(): number | null {
    return this.runs.find(({ original, here }) => original !== here)?.original ?? null;
  }

  private indexOfRun(original: number): number {
    let low = 0;
    let high = this.runs.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.runs[middle]!.original <= original) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
