import { listedDifferences, type Verification } from '@tickettape/admin-answers';
import type { VerifiedBooks } from './verify-books.js';

export const verificationOf = ({ books, position, differing }: VerifiedBooks): Verification => ({
  books: books.length,
  position,
  mismatches: differing.length,
  differing: differing.slice(0, listedDifferences),
});
