import type { JsMsg } from '@nats-io/jetstream';
import { tapeHeaders } from '@tickettape/contracts';

/**
 * Whether a message came from an archive. It tells of a past about which people were told, or were not, back then: nothing may follow from it now,
 * however recent it is and whatever consumer brings it.
 */
export const isImported = ({ headers }: Pick<JsMsg, 'headers'>): boolean => headers?.has(tapeHeaders.imported) ?? false;
