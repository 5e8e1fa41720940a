import { load } from 'cheerio/slim';
import { z } from 'zod';

const mostChars = 300;
const inBrackets = /\[[^\]]*\]/g;
/** The pseudo-classes that cost no walk of their own. */
const cheapPseudo = /:(?:first-child|empty|scope|root|not\([^():]*\))/g;
/** Of a page without anything in it; parses a selector as a page would. */
const nothing = load('');

const faultOf = (text: string): string | null => {
  if (text.length > mostChars) return `must be at most ${mostChars} characters long`;
  const bare = text.replaceAll(inBrackets, '').replaceAll(cheapPseudo, '');
  if (/[~+]/.test(bare)) return 'must not use + or ~';
  if (/:/.test(bare)) return 'must use no pseudo-class but :first-child, :empty, :root, :scope and :not(…)';
  try {
    nothing('html').find(text);
    return null;
  } catch {
    return 'must be a CSS selector, e.g. .listing > .price';
  }
};

/** A CSS selector that is cheap on any page: each element is tried once. */
export const Selector = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });
