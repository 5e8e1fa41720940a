import { createHash } from 'node:crypto';

const longestSlugCharacters = 64;

/** Letters of any case, and spaces and dashes in any number, make the same name. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[\s-]+/g, ' ')
    .trim();

/**
 * The id of a watch by its name: `Cheap seats` is `cheap-seats`. A name that a slug cannot hold whole (signs, accents, length) gets a short hash
 * behind it, so that two names never share an id.
 */
export const watchIdOf = (name: string): string => {
  const plain = plainName(name);
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlugCharacters)
    .replaceAll(/^-|-$/g, '');
  if (slug === plain.replaceAll(' ', '-') && slug !== '') return slug;
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 8);
  return [slug || 'watch', hash].join('-');
};
