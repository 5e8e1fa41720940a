import { isQuiet } from '../people/local-time.js';
import { activeAddresses, isMuted, type Person } from '../people/person.js';

/** Where the people are found who solve captchas of the source, but for those who are muted or have their quiet hours: others are asked too. */
export const solversOf = (
  people: readonly Person[],
  source: string,
  nowMs: number,
): { recipient: string; address: Person['addresses'][number] }[] =>
  people
    .filter(({ solves = [] }) => solves.includes(source))
    .filter((person) => !isMuted(person, null, nowMs))
    .filter(({ quietHours, timeZone }) => quietHours === undefined || !isQuiet(quietHours, timeZone, nowMs))
    .flatMap((person) => activeAddresses(person).map((address) => ({ recipient: person.recipient, address })));
