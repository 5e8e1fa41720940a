/** Writes under way at the same time: each waits for a disk, and ten thousand of them in a row would take minutes. */
const writesAtOnce = 64;

export const writeAll = async <Item>(items: readonly Item[], write: (item: Item) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < items.length; from += writesAtOnce) await Promise.all(items.slice(from, from + writesAtOnce).map(write));
};
