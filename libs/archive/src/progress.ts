/** How far a long work has come. */
export type Progress = {
  /** What it is at, e.g. a stream. */
  step: string;
  messages: number;
  /** Messages of the whole work, as far as they are known. */
  total: number;
};

export type OnProgress = (progress: Progress) => void;
