type Timed = { at: number };

/** Gives back what is due in order of time and, at the same time, in order of arrival. */
export class Queue<Item extends Timed> {
  private readonly heap: { item: Item; order: number }[] = [];
  private arrivals = 0;

  add(item: Item): void {
    this.heap.push({ item, order: this.arrivals++ });
    this.rise(this.heap.length - 1);
  }

  /** Takes the first item that is due at `at` or earlier. */
  takeDue(at: number): Item | undefined {
    const first = this.heap[0];
    if (!first || first.item.at > at) return undefined;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return first.item;
  }

  private rise(index: number): void {
    const parent = (index - 1) >> 1;
    if (index === 0 || this.before(parent, index)) return;
    this.swap(index, parent);
    this.rise(parent);
  }

  private sink(index: number): void {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    if (left >= this.heap.length) return;
    const child = right < this.heap.length && this.before(right, left) ? right : left;
    if (this.before(index, child)) return;
    this.swap(index, child);
    this.sink(child);
  }

  private before(a: number, b: number): boolean {
    const [one, other] = [this.heap[a]!, this.heap[b]!];
    return one.item.at < other.item.at || (one.item.at === other.item.at && one.order < other.order);
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}
