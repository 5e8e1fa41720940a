/** RFC 4180: lines end in CRLF; a cell with a comma, a quote or a line break is quoted. The columns are those of the first line. */
export const csv = <Column extends string>(columns: readonly Column[], rows: readonly Readonly<Record<Column, string>>[]): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
