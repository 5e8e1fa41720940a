/** Injection tokens of the NATS connection, the JetStream client and its manager. */
export const NATS = Symbol('NATS');
export const JS = Symbol('JS');
export const JSM = Symbol('JSM');
/** Transport id: a handler bound with it is picked up by our transport only. */
export const JETSTREAM = Symbol('JETSTREAM');
