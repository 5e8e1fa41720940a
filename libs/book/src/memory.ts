import type { Memory } from '@tickettape/contracts';

/** Different answers remembered: as many as the caches of a source may hold at once. */
const rememberedAnswers = 8;
/** Looks after which old ones count half. */
const rememberedLooks = 64;

export const noMemory: Memory = { looks: 0, moved: 0, still: 0, answers: [], lost: null };

/** What is remembered after a look that met `answer`. */
export const remember = (memory: Memory, answer: string | undefined): Memory => {
  if (answer === undefined) return memory.lost === null ? memory : { ...memory, lost: null };
  const before = memory.answers.at(-1);
  const moved = before !== undefined && answer !== before;
  const counts = aged({ looks: memory.looks + (before === undefined ? 0 : 1), moved: memory.moved + (moved ? 1 : 0) });
  const still = answer === before ? memory.still + 1 : 0;
  return { ...counts, still, answers: newest(memory.answers, answer), lost: null };
};

/** Share of looks whose answer differs from the one before, as far as is known: one half before anything is known. */
export const moveShare = ({ looks, moved }: Memory): number => (moved + 1) / (looks + 2);

const aged = ({ looks, moved }: Pick<Memory, 'looks' | 'moved'>): Pick<Memory, 'looks' | 'moved'> =>
  looks < rememberedLooks ? { looks, moved } : { looks: looks >> 1, moved: moved >> 1 };

const newest = (answers: readonly string[], answer: string): string[] =>
  [...answers.filter((earlier) => earlier !== answer), answer].slice(-rememberedAnswers);
