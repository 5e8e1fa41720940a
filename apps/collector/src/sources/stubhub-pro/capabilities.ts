import type { Capabilities } from '@tickettape/contracts';

/** Of GetCompListingsByEventId, by recorded answers of 2017 and 2023 and the code of others; no public description exists. */
export const stubHubProCapabilities: Capabilities = {
  total: {
    proves: 'sometimes',
    how: '`totalCount` where the answer is an object; a bare array declares nothing, and one of 2017 held 100 of 261',
  },
  paging: { proves: 'sometimes', how: '`pageCount` where the answer is an object: all pages are read and ids that repeat are doubted' },
  sequence: { proves: 'never', how: 'answers carry no number; what happened between two looks and was undone is not seen' },
  currency: { proves: 'always', how: '`currency` of each amount, or `currencyCode` of the listing; an amount without one is not read' },
  time: { proves: 'never', how: 'our clock at the last byte; an answer that stands still is doubted by how its book moves' },
};
