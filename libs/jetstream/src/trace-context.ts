import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { context, propagation, type Context, type TextMapGetter, type TextMapSetter } from '@opentelemetry/api';

const setter: TextMapSetter<MsgHdrs> = { set: (carrier, key, value) => carrier.set(key, value) };
const getter: TextMapGetter<MsgHdrs | undefined> = {
  keys: (carrier) => carrier?.keys() ?? [],
  get: (carrier, key) => carrier?.get(key) || undefined,
};

/** Writes the active trace as W3C `traceparent` into message headers. */
export const injectTrace = (carrier: MsgHdrs = headers(), from: Context = context.active()): MsgHdrs => {
  propagation.inject(from, carrier, setter);
  return carrier;
};

/** The trace a message was published in, as a parent for what is done about it. */
export const extractTrace = (carrier: MsgHdrs | undefined): Context => propagation.extract(context.active(), carrier, getter);
