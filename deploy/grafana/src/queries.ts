import type { Dataquery, Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';

/** Dashboards name their data sources by variable, so that one file fits every Grafana; the provisioned ones come first. */
export const prometheusSource = { type: 'prometheus', uid: '${prometheus}' };
export const databaseSource = { type: 'grafana-postgresql-datasource', uid: '${database}' };

export type PromQuery = { promql: string; legend?: string; instant?: boolean };
export type SqlQuery = { sql: string; format?: 'table' | 'time_series' };
export type PanelQuery = PromQuery | SqlQuery;

/** What the SDK has no builder for: a query of the PostgreSQL data source. */
type PostgresQuery = Dataquery & {
  refId: string;
  datasource: typeof databaseSource;
  rawSql: string;
  format: 'table' | 'time_series';
  rawQuery: true;
  editorMode: 'code';
};

export const postgresQuery = ({ sql, format = 'table' }: SqlQuery, refId: string): PostgresQuery =>
  ({ refId, datasource: databaseSource, rawSql: sql.trim(), format, rawQuery: true, editorMode: 'code' }) as unknown as PostgresQuery;

export const queryBuilder = (query: PanelQuery, index: number): Builder<Dataquery> => {
  const refId = String.fromCodePoint(65 + index);
  if ('sql' in query) return { build: () => postgresQuery(query, refId) };
  const builder = new DataqueryBuilder()
    .refId(refId)
    .datasource(prometheusSource)
    .expr(query.promql.trim())
    .legendFormat(query.legend ?? '');
  return query.instant ? builder.instant() : builder.range().exemplar(/_bucket\b/.test(query.promql));
};
