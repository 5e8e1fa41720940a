export type NatsFiles = { port: number; serverName: string; storeFolder: string };

/**
 * The configuration of a private server.
 * JetStream acknowledges before it has synced to disk unless told otherwise; a keyframe of a large book needs more than 1 MB.
 */
export const natsConfig = ({ port, serverName, storeFolder }: NatsFiles): string => `server_name: ${JSON.stringify(serverName)}
listen: "127.0.0.1:${port}"
max_payload: 8MB
jetstream {
  store_dir: ${JSON.stringify(storeFolder)}
  sync_interval: always
}
`;
