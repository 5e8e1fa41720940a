import { vocabulary } from './phrases.js';

/** One word of a rule; what stood in quotes is taken as it is and never as a word of the grammar. */
export type Word = { text: string; plain: string | null };

/**
 * The words of a rule. Case does not matter, and dashes and underscores between words of the grammar are spaces: `GET_IN-below`. Parentheses are
 * words of their own.
 */
export const wordsOf = (rule: string): Word[] =>
  [...rule.matchAll(/"([^"]*)"|([()])|([^\s()"]+)/g)].flatMap(([whole, inQuotes, parenthesis, bare]): Word[] => {
    if (inQuotes !== undefined) return [{ text: inQuotes, plain: null }];
    if (parenthesis !== undefined) return [{ text: whole, plain: whole }];
    return splitBare(bare!).map((text) => ({ text, plain: text.toLowerCase() }));
  });

const splitBare = (word: string): string[] => {
  const parts = word.split(/[-_]/);
  return parts.length > 1 && parts.every((part) => vocabulary.has(part.toLowerCase())) ? parts : [word];
};

/** Reads words one after the other. */
export class Cursor {
  constructor(
    private readonly words: readonly Word[],
    private place = 0,
  ) {}

  get isAtEnd(): boolean {
    return this.place >= this.words.length;
  }

  /** The word `ahead` of the next one, in lower case; null at the end and for one in quotes. */
  plain(ahead = 0): string | null {
    return this.words[this.place + ahead]?.plain ?? null;
  }

  /** As it was written; '' at the end. */
  text(ahead = 0): string {
    return this.words[this.place + ahead]?.text ?? '';
  }

  take(): Word | undefined {
    const word = this.words[this.place];
    this.place += 1;
    return word;
  }

  /** Takes the phrase if it comes next. */
  takes(phrase: string): boolean {
    const parts = phrase.split(' ');
    if (!parts.every((part, ahead) => this.plain(ahead) === part)) return false;
    this.place += parts.length;
    return true;
  }

  skip(words: ReadonlySet<string>): void {
    while (this.plain() !== null && words.has(this.plain()!)) this.place += 1;
  }

  get rest(): string {
    return this.words
      .slice(this.place)
      .map(({ text }) => text)
      .join(' ');
  }
}
