import { createWriteStream, renameSync, type WriteStream } from 'node:fs';

const largestBytes = 20 * 1024 * 1024;

/** The lines of one process: emptied at the start of a run, and when it is large kept once more as `<path>.1`. */
export class LogFile {
  private stream: WriteStream;
  private bytes = 0;

  constructor(private readonly path: string) {
    this.stream = openStream(path);
  }

  write(line: string): void {
    if (this.bytes > largestBytes) this.rotate();
    this.stream.write(`${line}\n`);
    this.bytes += line.length;
  }

  end(): void {
    this.stream.end();
  }

  private rotate(): void {
    this.stream.end();
    renameSync(this.path, `${this.path}.1`);
    this.stream = openStream(this.path);
    this.bytes = 0;
  }
}

/** A full disk costs the log, not the processes. */
const openStream = (path: string): WriteStream => createWriteStream(path).on('error', () => undefined);
