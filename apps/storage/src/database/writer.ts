import { AppError } from '@tickettape/errors';
import { Client, type QueryResultRow } from 'pg';
import type { Statement } from './statement.js';
import { Transaction, type TransactionTools } from './transaction.js';
import { Wire } from './wire.js';
import { asUnavailable } from './unavailable.js';

/** Milliseconds; a statement of a batch takes a few, and one that hangs must not stop the tape. */
const statementTimeoutMs = 60_000;

/** A peer that vanished without a word is noticed, and its lock freed, within about ten seconds. */
const noticeDeadPeers = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/** Rows and position are lost together when the server crashes, and the tape still has what they were made of; so no batch waits for the disk. */
const mayLoseItsEnd = '-c synchronous_commit=off';

/** Transactions that may be sent before the first of them is answered. */
export const transactionsInFlight = 2;

/**
 * The connection of one projection. Its lock lives and dies with it, so whoever writes on it is the only writer.
 * Failures that may pass are thrown as DATABASE_UNAVAILABLE, answers of the server as they are.
 */
export class Writer {
  private readonly tools: TransactionTools = { prepared: new Set() };
  /** Taken in turn. */
  private readonly wires = Array.from({ length: transactionsInFlight }, () => new Wire());
  private sent = 0;
  private answered = 0;

  private constructor(private readonly client: Client) {}

  /**
   * `onLost` is told when the connection breaks, also while nobody uses it. With a `schema` nothing outside of it can be met, so what is meant for
   * tables that have moved away can never reach others of the same name.
   */
  static async open(url: string, projection: string, onLost: (error: AppError) => void, schema: string | null = null): Promise<Writer> {
    const client = new Client({
      connectionString: url,
      application_name: ['tickettape-storage', schema, projection].filter(Boolean).join(' '),
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      statement_timeout: statementTimeoutMs,
      options: [noticeDeadPeers, mayLoseItsEnd, ...(schema === null ? [] : [`-c search_path=${schema}`])].join(' '),
    });
    client.on('error', (cause) => onLost(new AppError('DATABASE_UNAVAILABLE', { cause })));
    await client.connect().catch((cause: unknown) => {
      throw new AppError('DATABASE_UNAVAILABLE', { cause });
    });
    return new Writer(client);
  }

  async query<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    try {
      return (await this.client.query<Row>(text, values)).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /**
   * Runs all statements in one transaction, or none, in one round trip; throws the first failure. It is sent at once also while another one runs, up
   * to `transactionsInFlight`, and what that one did is seen by it.
   */
  async transaction(statements: readonly Statement[]): Promise<void> {
    const transaction = new Transaction(statements, this.wires[this.sent % transactionsInFlight]!, this.tools);
    if (this.sent > this.answered) transaction.sendAhead();
    this.sent += 1;
    try {
      await this.client.query(transaction).done;
    } catch (error) {
      throw asUnavailable(error);
    } finally {
      this.answered += 1;
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
