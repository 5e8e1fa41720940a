import type { Connection, Submittable } from 'pg';
import type { Statement } from './statement.js';

type WireStatement = { name: string; text: string; values: (Buffer | string | null)[] };

/**
 * Statements as one transaction of the extended protocol: all of them before one Sync, which makes PostgreSQL begin with the first, commit at the
 * Sync, and undo everything after the first failure. Beside a `begin`, five statements and a `commit` sent each on its own it saves six
 * answers of the server and as many times waking up for them.
 * Ref: https://www.postgresql.org/docs/17/protocol-flow.html#PROTOCOL-FLOW-PIPELINING.
 */
export class Transaction implements Submittable {
  readonly done: Promise<void>;
  private readonly statements: readonly WireStatement[];
  private readonly resolve: () => void;
  private readonly reject: (error: Error) => void;

  /** `prepared` are the names that the connection knows; those of the statements are added when they are committed. */
  constructor(
    statements: readonly Statement[],
    private readonly prepared: Set<string>,
  ) {
    this.statements = statements.map(({ name, text, values }) => ({ name, text, values: values.map(wireValue) }));
    ({ promise: this.done, resolve: this.resolve, reject: this.reject } = Promise.withResolvers<void>());
  }

  /** In one write to the socket. */
  submit(connection: Connection): void {
    connection.stream.cork();
    const parsed = new Set(this.prepared);
    for (const statement of this.statements) send(connection, statement, parsed);
    connection.sync();
    connection.stream.uncork();
  }

  handleReadyForQuery(): void {
    for (const { name } of this.statements) this.prepared.add(name);
    this.resolve();
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  /** What a statement answers is of no interest. */
  handleDataRow(): void {}

  handleCommandComplete(): void {}
}

const send = (connection: Connection, { name, text, values }: WireStatement, parsed: Set<string>): void => {
  if (!parsed.has(name)) {
    // Whether a failed transaction got as far as preparing it is not known; to close what is not there is no error.
    connection.close({ type: 'S', name }, true);
    connection.parse({ name, text, types: [] }, true);
    parsed.add(name);
  }
  connection.bind({ statement: name, values }, true);
  connection.execute(null, true);
};

/** Binary where it is encoded already, text otherwise. */
const wireValue = (value: unknown): Buffer | string | null => {
  if (value === null || value === undefined) return null;
  if (value instanceof Buffer || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(`a ${typeof value} is no value of a statement`);
};
