/** Runs works of the same name one after another, of different names side by side. */
export class OneAtATime {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const own = (this.last.get(name) ?? Promise.resolve()).then(work, work);
    this.last.set(name, own);
    try {
      return await own;
    } finally {
      if (this.last.get(name) === own) this.last.delete(name);
    }
  }
}
