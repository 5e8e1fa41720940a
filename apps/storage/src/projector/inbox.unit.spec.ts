import { describe, expect, it } from 'vitest';
import { Inbox } from './inbox.js';

const settled = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setImmediate(() => resolve(false)))]);

describe('the inbox', () => {
  it('gives everything that has arrived, in order', async () => {
    const inbox = new Inbox<number>(10, new AbortController().signal);
    await inbox.put(1);
    await inbox.put(2);
    expect(inbox.takeAll()).toEqual([1, 2]);
  });

  it('waits for the first', async () => {
    const inbox = new Inbox<number>(10, new AbortController().signal);
    const arrived = inbox.arrived();
    expect(await settled(arrived)).toBe(false);
    await inbox.put(1);
    expect(await arrived).toBe(true);
    expect(inbox.takeAll()).toEqual([1]);
  });

  it('holds back whoever fills it while it is full', async () => {
    const inbox = new Inbox<number>(1, new AbortController().signal);
    await inbox.put(1);
    const second = inbox.put(2);
    expect(await settled(second)).toBe(false);
    expect(inbox.takeAll()).toEqual([1]);
    expect(await second).toBe(true);
    expect(inbox.takeAll()).toEqual([2]);
  });

  it('is full by weight, and takes any one item however heavy', async () => {
    const inbox = new Inbox<number>(10, new AbortController().signal, (weight) => weight);
    await inbox.put(4);
    await inbox.put(100);
    expect(await settled(inbox.put(1))).toBe(false);
    expect(inbox.takeAll()).toEqual([4, 100]);
  });

  it('lets everybody go when it ends, and tells of nothing that is inside', async () => {
    const end = new AbortController();
    const [full, empty] = [new Inbox<number>(1, end.signal), new Inbox<number>(1, end.signal)];
    await full.put(1);
    const waiting = [full.put(2), empty.arrived()];
    end.abort();
    expect(await Promise.all(waiting)).toEqual([false, false]);
    expect(await full.arrived()).toBe(false);
  });
});
