import { readConfig } from '@tickettape/config';
import { NatsEnv, natsAccess, type NatsAccess } from '@tickettape/jetstream';

/** `servers` as whoever the environment names: NATS_USER, NATS_PASSWORD or NATS_PASSWORD_FILE, NATS_CA_FILE. */
export const accessTo = (servers: string, env: Readonly<Record<string, string | undefined>>): NatsAccess => ({
  ...natsAccess(readConfig(NatsEnv, env)),
  servers,
});
