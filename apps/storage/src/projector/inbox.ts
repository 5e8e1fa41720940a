/** A bounded queue between whoever reads the stream and whoever writes the tables: reading goes on while a transaction runs, but not without end. */
export class Inbox<Item> {
  private items: Item[] = [];
  private load = 0;
  private wakeTaker = (): void => undefined;
  private wakePutter = (): void => undefined;

  /** It is full when what is inside weighs `capacity`. What is inside when `ended` is aborted is left: it is on the tape. */
  constructor(
    private readonly capacity: number,
    private readonly ended: AbortSignal,
    private readonly weigh: (item: Item) => number = () => 1,
  ) {
    ended.addEventListener('abort', () => [this.wakeTaker(), this.wakePutter()], { once: true });
  }

  /** Waits while the queue is full. False when it has ended: the item was not taken. One caller at a time. */
  async put(item: Item): Promise<boolean> {
    while (this.load >= this.capacity && !this.ended.aborted) await new Promise<void>((wake) => (this.wakePutter = wake));
    if (this.ended.aborted) return false;
    this.items.push(item);
    this.load += this.weigh(item);
    this.wakeTaker();
    return true;
  }

  /** Waits until something is inside. False when it has ended. One caller at a time: one who asks again is told alone. */
  async arrived(): Promise<boolean> {
    while (this.items.length === 0 && !this.ended.aborted) await new Promise<void>((wake) => (this.wakeTaker = wake));
    return !this.ended.aborted;
  }

  /** Everything that has arrived. */
  takeAll(): Item[] {
    const taken = this.items;
    this.items = [];
    this.load = 0;
    this.wakePutter();
    return taken;
  }
}
