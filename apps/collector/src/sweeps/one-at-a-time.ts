/** Runs works of the same name one after another, of different names side by side. */
export class OneAtATime {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.last.get(name);
    const own = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    this.last.set(name, own);
    try {
      return await own;
    } finally {
      if (this.last.get(name) === own) this.last.delete(name);
    }
  }
}
