import type { Capabilities } from '@tickettape/contracts';

/** Of a source that is read by configuration: what the configuration says where to find. */
export const jsonCapabilities: Capabilities = {
  total: { proves: 'sometimes', how: '`total`, where the configuration says where the answer declares it' },
  paging: {
    proves: 'sometimes',
    how: '`paging`: pages are read to the last one, a page that comes again ends the look, and ids that repeat are doubted',
  },
  sequence: { proves: 'never', how: 'answers carry no number; what happened between two looks and was undone is not seen' },
  currency: { proves: 'always', how: '`fields.currency`; an amount without a currency is not read' },
  time: { proves: 'never', how: 'our clock at the last byte; an answer that stands still is doubted by how its book moves' },
};
