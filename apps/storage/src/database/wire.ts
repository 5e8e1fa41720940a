import { BinaryValue } from './binary.js';
import type { Statement } from './statement.js';

/** To begin with; it grows to what the largest transaction needs, which the bounds of a batch bound. */
const firstBytes = 64 * 1024;

const binaryFormat = 1;
const textFormat = 0;

/**
 * Messages of PostgreSQL's extended query protocol, one behind the other in one buffer that serves transaction after transaction: for sixteen looks
 * the client of PostgreSQL makes about three hundred buffers and copies each twice.
 * Ref: https://www.postgresql.org/docs/17/protocol-message-formats.html.
 */
export class Wire {
  private buffer = Buffer.allocUnsafe(firstBytes);
  private at = 0;

  /** Everything since the last `clear`; good until the next. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  clear(): void {
    this.at = 0;
  }

  /** Prepares a statement whether or not one of that name is there: to close what is not there is no error. */
  prepare({ name, text }: Pick<Statement, 'name' | 'text'>): void {
    this.message('C', () => {
      this.text('S');
      this.terminatedText(name);
    });
    this.message('P', () => {
      this.terminatedText(name);
      this.terminatedText(text);
      this.int16(0);
    });
  }

  /** Binds and executes a prepared statement. Throws a TypeError for a value that is no parameter. */
  execute({ name, values }: Pick<Statement, 'name' | 'values'>): void {
    this.message('B', () => {
      this.terminatedText('');
      this.terminatedText(name);
      this.int16(values.length);
      for (const value of values) this.int16(value instanceof BinaryValue ? binaryFormat : textFormat);
      this.int16(values.length);
      for (const value of values) this.value(value);
      this.int16(0);
    });
    this.message('E', () => {
      this.terminatedText('');
      this.int32(0);
    });
  }

  sync(): void {
    this.message('S', () => undefined);
  }

  private message(code: string, write: () => void): void {
    this.text(code);
    this.sized(write, 4);
  }

  /** Its length, which counts `more` bytes too, and then what `write` writes. */
  private sized(write: () => void, more = 0): void {
    const start = this.at;
    this.int32(0);
    write();
    this.buffer.writeInt32BE(this.at - start - 4 + more, start);
  }

  private value(value: unknown): void {
    if (value === null || value === undefined) this.int32(-1);
    else if (value instanceof BinaryValue) this.sized(() => this.binary(value));
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      this.sized(() => this.text(String(value)));
    else throw new TypeError(`a ${typeof value} is no parameter of a statement`);
  }

  private binary(value: BinaryValue): void {
    this.makeRoom(value.mostBytes);
    this.at = value.encode(this.buffer, this.at);
  }

  private text(text: string): void {
    this.makeRoom(Buffer.byteLength(text));
    this.at += this.buffer.write(text, this.at);
  }

  private terminatedText(text: string): void {
    this.text(text);
    this.makeRoom(1);
    this.at = this.buffer.writeUInt8(0, this.at);
  }

  private int16(value: number): void {
    this.makeRoom(2);
    // Up to 65,535 parameters: the protocol reads the number without a sign.
    this.at = this.buffer.writeUInt16BE(value, this.at);
  }

  private int32(value: number): void {
    this.makeRoom(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  private makeRoom(bytes: number): void {
    const needed = this.at + bytes;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length));
    this.buffer.copy(grown, 0, 0, this.at);
    this.buffer = grown;
  }
}
