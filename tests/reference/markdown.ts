/** A GitHub table; pipes and line breaks inside a cell are escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

export const page = (title: string, ...blocks: string[]): string =>
  [`# ${title}`, '<!-- Written by `npm test -- tests/reference -u`; a test keeps it true. -->', ...blocks].join('\n\n') + '\n';

export const code = (text: string): string => `\`${text}\``;
