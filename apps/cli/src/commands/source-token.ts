import { TokenStatus } from '@tickettape/admin-answers';
import { HandOff } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { createInterface } from 'node:readline/promises';
import type { AddressOptions } from '../services/addresses.js';
import { collectorClient } from '../services/collector-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type TokenOptions = CommonOptions & AddressOptions & { supply?: boolean; link?: boolean; forget?: boolean };

/** Shows, supplies or forgets the captcha token of a source, or gives the link to the page that gets one. */
export const sourceToken = async (
  name: string,
  options: TokenOptions,
  terminal: Terminal,
  input: NodeJS.ReadableStream,
): Promise<number> => {
  const { supply, link, forget } = options;
  if ([supply, link, forget].filter(Boolean).length > 1)
    throw new AppError('CONFIG_INVALID', { detail: '--supply, --link and --forget', fix: 'Say one of them' });
  const collector = await collectorClient(options, terminal);
  const path = `/admin/sources/${encodeURIComponent(name)}/token`;
  if (link) {
    const { url, expiresAt } = await collector.post(HandOff, `${path}/link`);
    if (options.json) printJson(terminal, { source: name, url, expiresAt });
    else printText(terminal, `${url}\nworks once, until ${expiresAt}; whoever opens it solves the captcha in their own browser`);
    return 0;
  }
  const status = supply
    ? await collector.post(TokenStatus, path, { token: await readLine(terminal, input) })
    : forget
      ? await collector.post(TokenStatus, `${path}/forget`)
      : await collector.get(TokenStatus, path);
  if (options.json) printJson(terminal, status);
  else printText(terminal, describeToken(status));
  return 0;
};

/** One line, never from the arguments: those can be read by everybody on the machine. */
const readLine = async ({ stderr }: Terminal, input: NodeJS.ReadableStream): Promise<string> => {
  if ('isTTY' in input && input.isTTY) stderr.write('Paste the token, then press Enter: ');
  const lines = createInterface({ input });
  for await (const line of lines) {
    lines.close();
    return line.trim();
  }
  throw new AppError('CONFIG_INVALID', {
    detail: 'no token on stdin',
    fix: 'Pipe it in: pbpaste | npx tape source token <source> --supply',
  });
};

export const describeToken = ({ source: name, state, address, expiresAt, by, end }: TokenStatus): string => {
  if (state === 'not-needed') return `Source ${name}: never asked for a captcha token`;
  if (state === 'needed') return `Source ${name}: waits for a captcha token (${end}). Get one: npx tape source token ${name} --link`;
  const until = expiresAt === null ? 'does not say until when' : `until ${expiresAt}`;
  return `Source ${name}: has a captcha token from ${by === 'page' ? 'the page' : 'an operator'}, ${until}, for the address ${address ?? 'it does not say'}`;
};
