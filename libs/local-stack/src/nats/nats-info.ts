import { connect } from 'node:net';

/** What a NATS server says of itself before anybody has logged in. */
export type NatsInfo = { serverName: string; version: string; jetstream: boolean };

/** The oldest server with message schedules, per-message TTL and atomic batches; older ones ignore them without a word. */
export const oldestNats = [2, 12] as const;

/** Reads the greeting of the first server in `url` (a comma-separated list). Throws when none comes within two seconds. */
export const readNatsInfo = (url: string): Promise<NatsInfo> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url.split(',')[0]!.replace(/^(?!\w+:\/\/)/, 'nats://'));
    let text = '';
    const socket = connect({ host: hostname, port: Number(port || 4222) });
    const settle = (act: () => void) => {
      socket.destroy();
      act();
    };
    socket.setTimeout(2000, () => settle(() => reject(new Error('no greeting within two seconds'))));
    socket.on('error', (error) => settle(() => reject(error)));
    socket.on('end', () => settle(() => reject(new Error('the connection was closed without a greeting'))));
    socket.on('data', (data) => {
      text += data.toString();
      if (text.includes('\r\n')) settle(() => resolve(parseGreeting(text)));
    });
  });

export const parseGreeting = (text: string): NatsInfo => {
  const body = /^INFO (\{.*?\})\s*\r\n/.exec(text)?.[1];
  if (body === undefined) throw new Error('this is not a NATS server');
  const info = JSON.parse(body) as { server_name?: string; version?: string; jetstream?: boolean };
  return { serverName: info.server_name ?? '', version: info.version ?? '', jetstream: info.jetstream === true };
};
