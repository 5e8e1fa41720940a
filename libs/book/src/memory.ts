import type { Memory } from '@tickettape/contracts';

/** Different answers of complete looks that are remembered: more than a source has caches. */
const rememberedAnswers = 12;
/** Looks after which old ones count half. */
const rememberedLooks = 64;

export const noMemory: Memory = { looks: 0, moved: 0, still: 0, last: null, answers: [], lost: null };

/** What is remembered after a look that met `answer`. */
export const remember = (memory: Memory, { answer, complete }: { answer?: string | undefined; complete: boolean }): Memory => {
  if (answer === undefined) return { ...memory, still: memory.still + 1, lost: null };
  const { last, looks, moved, still, answers } = memory;
  const counts = last === null ? { looks, moved } : aged({ looks: looks + 1, moved: moved + (answer === last ? 0 : 1) });
  const believed = complete && answer !== answers.at(-1);
  return {
    ...counts,
    still: believed ? 0 : still + 1,
    last: answer,
    answers: believed ? newest(answers, answer) : answers,
    lost: null,
  };
};

/** What is remembered after a look that saw nothing; `lost` is the book that went out of sight. */
export const rememberLoss = (memory: Memory, lost: Memory['lost']): Memory => ({ ...memory, still: memory.still + 1, lost });

/** Share of looks whose answer differs from the one before, as far as is known: one half before anything is known. */
export const moveShare = ({ looks, moved }: Memory): number => (moved + 1) / (looks + 2);

const aged = ({ looks, moved }: Pick<Memory, 'looks' | 'moved'>): Pick<Memory, 'looks' | 'moved'> =>
  looks < rememberedLooks ? { looks, moved } : { looks: looks >> 1, moved: moved >> 1 };

const newest = (answers: readonly string[], answer: string): string[] =>
  [...answers.filter((earlier) => earlier !== answer), answer].slice(-rememberedAnswers);
