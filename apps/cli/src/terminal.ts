/** What a command gets from outside. */
export type Terminal = {
  env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin: where the person stands, also when npm has moved us to the root of the clone. */
  folder: string;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
};

/** What every command can be told. */
export type CommonOptions = { json?: boolean };

/** For a program: one line of JSON on stdout. */
export const printJson = ({ stdout }: Terminal, value: unknown): void => void stdout.write(`${JSON.stringify(value)}\n`);

/** For a person. */
export const printText = ({ stdout }: Terminal, text: string): void => void stdout.write(`${text}\n`);
