/** Words of PromQL that are no metric. */
const words =
  /^(sum|max|min|avg|count|topk|by|on|and|or|unless|ignoring|offset|bool|le|vector|time|rate|increase|deriv|changes|absent|histogram_quantile|\w+_over_time|group_left|inf)$/;

/** Every name of a metric or of a recorded rule in an expression. */
export const metricsIn = (promql: string): string[] =>
  [
    ...promql
      .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
      .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
      .replaceAll(/\b(by|on|ignoring)\s*\([^)]*\)/g, ' ')
      .matchAll(/(?<![\w:$.])([a-zA-Z_:][\w:]*)/g),
  ]
    .map(([word]) => word)
    .filter((word) => !words.test(word));
