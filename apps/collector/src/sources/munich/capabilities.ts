import type { Capabilities } from '@tickettape/contracts';

/** Of the citizen-appointment API, by its routes, schemas and test cases before and after 2026-07-13. */
export const munichCapabilities: Capabilities = {
  total: {
    proves: 'always',
    how: 'The calendar names the days it is of and lists every free time in them; the legacy version lists the days, and each is asked for its times',
  },
  paging: {
    proves: 'always',
    how: 'One answer in the current version; in the legacy one a request for each day, at most 20 in a look, and the rest is doubted',
  },
  sequence: { proves: 'never', how: 'Times that were freed and taken again between two looks are not seen' },
  currency: { proves: 'never', how: 'An appointment has no price' },
  time: { proves: 'never', how: 'Our clock at the last byte of the answer' },
};
