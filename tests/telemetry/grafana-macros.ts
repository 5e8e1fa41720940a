export type Range = { from: Date; to: Date };

/** The macros and variables of Grafana's PostgreSQL data source as far as our dashboards use them; throws on any other. */
export const expandSql = (sql: string, { from, to }: Range, variables: Readonly<Record<string, string | readonly string[]>>): string => {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const expanded = sql
    .replaceAll(
      /\$__timeFilter\(([\w.]+)\)/g,
      (_, column: string) => `${column} BETWEEN ${quoted(from.toISOString())} AND ${quoted(to.toISOString())}`,
    )
    .replaceAll('$__timeFrom()', quoted(from.toISOString()))
    .replaceAll('$__timeTo()', quoted(to.toISOString()))
    .replaceAll('$__interval', '10m')
    .replaceAll(/\$\{(\w+):sqlstring\}|\$(\w+)/g, (_, long?: string, short?: string) => {
      const value = variables[long ?? short ?? ''];
      if (value === undefined) throw new Error(`no variable ${long ?? short}`);
      return [value].flat().map(quoted).join(',');
    });
  if (expanded.includes('$')) throw new Error(`a macro is not expanded: ${expanded}`);
  return expanded;
};

/** At a scrape every second; a list of values is a regular expression, as Grafana writes it. */
export const expandPromql = (promql: string, variables: Readonly<Record<string, readonly string[]>>): string => {
  const expanded = promql
    .replaceAll('$__rate_interval', '30s')
    .replaceAll(/\$(\w+)/g, (_, name: string) => `(${variables[name]!.join('|')})`);
  if (expanded.includes('$')) throw new Error(`a variable is not expanded: ${expanded}`);
  return expanded;
};
