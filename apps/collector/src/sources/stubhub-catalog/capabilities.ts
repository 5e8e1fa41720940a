import type { Capabilities } from '@tickettape/contracts';

/** Of the seller listings of the documented API: the listings of the account whose credentials are used, and not the market. */
export const stubHubCatalogCapabilities: Capabilities = {
  total: { proves: 'always', how: '`total_items` of every page; what the account does not sell itself is not in it' },
  paging: { proves: 'always', how: '`next` links are followed to the end and ids that repeat are doubted' },
  sequence: { proves: 'never', how: 'What happened between two looks and was undone is not seen' },
  currency: { proves: 'always', how: '`currency_code` of each amount; an amount without one is not read' },
  time: { proves: 'never', how: 'Our clock at the last byte of the last page' },
};
