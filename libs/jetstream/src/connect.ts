import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { AppError } from '@tickettape/errors';

export type Tape = { nc: NatsConnection; js: JetStreamClient; jsm: JetStreamManager };

/** Where the servers are and who asks. */
export type NatsAccess = {
  /** Addresses, separated by commas. */
  servers: string;
  user?: string;
  password?: string;
  /** Certificate of the authority of the servers; makes TLS a must. */
  caFile?: string;
};

type ConnectSettings = NatsAccess & {
  /** Shown by `nats server report connections`. */
  name: string;
  /** Services wait for a server that is still starting; a command line does not. Default true. */
  waitForServer?: boolean;
};

/** Connects and makes sure the server can do what the tape needs. Throws NATS_UNAVAILABLE or NATS_TOO_OLD. */
export const connectTape = async ({ name, waitForServer = true, ...access }: ConnectSettings): Promise<Tape> => {
  const nc = await connect({
    ...optionsOf(access),
    name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    waitOnFirstConnect: waitForServer,
  }).catch((cause: unknown) => {
    throw new AppError('NATS_UNAVAILABLE', { cause });
  });
  try {
    return { nc, ...(await checked(nc)) };
  } catch (error) {
    await nc.close();
    throw error;
  }
};

/** Answers come to a subject of the user's own, so that no other user may be allowed to read them. */
const optionsOf = ({ servers, user, password, caFile }: NatsAccess): ConnectionOptions => ({
  servers: servers.split(','),
  ...(user !== undefined && { user, inboxPrefix: `_INBOX_${user}` }),
  ...(password !== undefined && { pass: password }),
  ...(caFile !== undefined && { tls: { caFile } }),
});

const checked = async (nc: NatsConnection): Promise<Omit<Tape, 'nc'>> => {
  const version = nc.info?.version ?? '0.0.0';
  if (!isRecent(version)) throw new AppError('NATS_TOO_OLD', { detail: `${nc.getServer()} runs ${version}` });
  const jsm = await jetstreamManager(nc).catch((cause: unknown) => {
    throw new AppError('NATS_TOO_OLD', { cause, detail: `${nc.getServer()} has no JetStream` });
  });
  return { jsm, js: jetstream(nc) };
};

/** Older servers ignore message schedules silently: they came with 2.12. */
const isRecent = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 12);
};
