import type { Client, Connection, Submittable } from 'pg';

type Wire = Connection & { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** Sends `data` through COPY … FROM STDIN, in the turn of this connection. */
export const copyIn = (client: Pick<Client, 'query'>, statement: string, data: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    client.query(copyQuery(statement, data, resolve, reject));
  });

/** What the client of `pg` expects of a query: it calls these as the server answers. */
const copyQuery = (statement: string, data: Buffer, resolve: () => void, reject: (error: Error) => void) => {
  const query = {
    submit: (connection: Wire) => connection.query(statement),
    handleCopyInResponse: (connection: Wire) => {
      connection.sendCopyFromChunk(data);
      connection.endCopyFrom();
    },
    handleError: reject,
    handleReadyForQuery: resolve,
    handleCommandComplete: () => undefined,
  };
  return query as unknown as Submittable;
};
