import { isDeepStrictEqual } from 'node:util';

/** Whether two values say the same in JSON: a field that is absent and one that is undefined are one. */
export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));

const plain = (value: unknown): unknown => (value === undefined ? value : JSON.parse(JSON.stringify(value)));
