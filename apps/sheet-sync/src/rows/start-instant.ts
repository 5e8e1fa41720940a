import { Temporal } from 'temporal-polyfill';
import { refused, says, type Reading } from './reading.js';

/**
 * The instant of a local date and time in an IANA zone, UTC. An hour the clocks skip in spring is refused; of the hour they repeat in autumn the
 * first one is taken, with a warning.
 */
export const startInstantOf = (localDate: string, timeZone: string): Reading<string> => {
  const local = Temporal.PlainDateTime.from(localDate);
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const instant = new Date(earlier.epochMilliseconds).toISOString();

  if (earlier.epochMilliseconds === later.epochMilliseconds) return says(instant);
  const told = localDate.replace('T', ' ');
  return earlier.toPlainDateTime().equals(local)
    ? says(instant, `${told} happens twice in ${timeZone} (clocks go back); the first is taken, ${instant}`)
    : refused(`${told} does not exist in ${timeZone} (clocks go forward)`);
};
