import type { JsMsg } from '@nats-io/jetstream';
import { tapeHeaders } from '@tickettape/contracts';

/** The server says so on what a stream takes over from another one. */
const streamSource = 'Nats-Stream-Source';

/**
 * Whether a message came from an archive, or from the stream of another system. It tells of what people were told, or were not, back then or there:
 * nothing may follow from it here, however recent it is and whatever consumer brings it.
 */
export const isImported = ({ headers }: Pick<JsMsg, 'headers'>): boolean =>
  [tapeHeaders.imported, streamSource].some((name) => headers?.has(name) ?? false);
