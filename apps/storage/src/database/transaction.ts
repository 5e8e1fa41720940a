import type { Connection, Submittable } from 'pg';
import type { Statement } from './statement.js';
import type { Wire } from './wire.js';

/** What a connection keeps from transaction to transaction. */
export type TransactionTools = {
  /** The socket, from the first transaction on. */
  stream?: Connection['stream'];
  /** Names of the statements that it has prepared. */
  prepared: Set<string>;
};

/**
 * Statements as one transaction of the extended protocol: all of them before one Sync, which makes PostgreSQL begin with the first, commit at the
 * Sync, and undo everything after the first failure. Beside a `begin`, the statements and a `commit` sent each on its own it saves as many answers
 * of the server and as many times waking up for them.
 * The client sends one after the other is answered. One that is sent ahead is on its way already when its turn comes, so that PostgreSQL begins with
 * it at once; the client's own pipeline mode takes no transactions of ours.
 * Ref: https://www.postgresql.org/docs/17/protocol-flow.html#PROTOCOL-FLOW-PIPELINING.
 */
export class Transaction implements Submittable {
  /** Rejects with the first failure. */
  readonly done: Promise<void>;
  private readonly resolve: () => void;
  private readonly reject: (error: unknown) => void;
  private isSent = false;

  constructor(
    private readonly statements: readonly Statement[],
    /** Its own until it is answered. */
    private readonly wire: Wire,
    private readonly tools: TransactionTools,
  ) {
    ({ promise: this.done, resolve: this.resolve, reject: this.reject } = Promise.withResolvers<void>());
  }

  /** Only while everything that the client has still to send are transactions that were sent ahead. */
  sendAhead(): void {
    const { stream } = this.tools;
    if (stream === undefined) return;
    this.send(stream);
    this.isSent = true;
  }

  /** The client calls it when the server has answered everything before. Returns what it cannot encode. */
  submit({ stream }: Connection): Error | null {
    this.tools.stream = stream;
    try {
      if (!this.isSent) this.send(stream);
    } catch (error) {
      return error as Error;
    }
    return null;
  }

  private send(stream: Connection['stream']): void {
    this.encode();
    stream.write(this.wire.bytes());
  }

  private encode(): void {
    const { wire, tools } = this;
    wire.clear();
    // Whether a failed transaction got as far as preparing a statement is not known, so only a commit counts.
    const known = new Set(tools.prepared);
    for (const statement of this.statements) {
      if (!known.has(statement.name)) wire.prepare(statement);
      known.add(statement.name);
      wire.execute(statement);
    }
    wire.sync();
  }

  handleReadyForQuery(): void {
    for (const { name } of this.statements) this.tools.prepared.add(name);
    this.resolve();
  }

  handleError(error: unknown): void {
    this.reject(error);
  }

  /** What a statement answers is of no interest. */
  handleDataRow(): void {}

  handleCommandComplete(): void {}
}
