/** What is filled into the address and the body of a request. */
export type Blanks = { eventId: string; page: number; offset: number; cursor: string };

const placeholder = /\{(eventId|page|offset|cursor)\}/g;

export const placeholdersOf = (template: string): string[] => [...template.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name!);
export const isKnownPlaceholder = (name: string): boolean => ['eventId', 'page', 'offset', 'cursor'].includes(name);

/** `{eventId}` and the like in an address, encoded, so that no value gets out of its place. */
export const filledUrl = (template: string, blanks: Blanks): URL =>
  new URL(template.replaceAll(placeholder, (_, name: keyof Blanks) => encodeURIComponent(String(blanks[name]))));

/** As in a JSON text. */
export const filledBody = (template: string, blanks: Blanks): string =>
  template.replaceAll(placeholder, (_, name: keyof Blanks) => JSON.stringify(String(blanks[name])).slice(1, -1));
