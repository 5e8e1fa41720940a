import { BaseSequencer, type TestSpecification } from 'vitest/node';

const kinds = ['.e2e.spec.', '.int.spec.'];

/** Whole systems first, pure code last, so that no worker is left alone with a long file at the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const rank = ({ moduleId }: TestSpecification): number => {
  const kind = kinds.findIndex((part) => moduleId.includes(part));
  return kind < 0 ? kinds.length : kind;
};
