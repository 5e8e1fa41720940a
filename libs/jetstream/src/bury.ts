import type { JetStreamClient } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { subjects, tapeHeaders } from '@tickettape/contracts';

export type Corpse = { stream: string; sequence: number; subject: string; data: Uint8Array; headers?: MsgHdrs | undefined; reason: string };

/** Headers that would act on the DEAD stream instead of telling about the message. */
const active = /^nats-(expected|msg-id|schedule|ttl|rollup)/i;

/** Copies a message that could not be handled to DEAD with its headers, origin and reason; resolves once it is stored there. */
export const bury = async (js: JetStreamClient, service: string, consumer: string, corpse: Corpse): Promise<void> => {
  const carrier = headers();
  for (const key of corpse.headers?.keys() ?? [])
    if (!active.test(key)) for (const value of corpse.headers!.values(key)) carrier.append(key, value);
  carrier.set(tapeHeaders.deadStream, corpse.stream);
  carrier.set(tapeHeaders.deadSequence, String(corpse.sequence));
  carrier.set(tapeHeaders.deadSubject, corpse.subject);
  carrier.set(tapeHeaders.deadReason, corpse.reason.replaceAll(/[\r\n]+/g, ' ').slice(0, 500));
  const msgID = `dead:${service}:${consumer}:${corpse.stream}:${corpse.sequence}`;
  await js.publish(subjects.dead(service, consumer), corpse.data, { headers: carrier, msgID });
};
