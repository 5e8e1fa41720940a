import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard as DashboardModel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { panelBuilder, type Panel } from './panel.js';
import { databaseSource, postgresQuery, prometheusSource } from './queries.js';

/** A variable that a person picks from what a query gives. */
export type Picker = { name: string; label: string; description: string; multi?: boolean } & ({ sql: string } | { promql: string });

export type Dashboard = {
  /** Stable: links and bookmarks hold it. */
  uid: string;
  title: string;
  description: string;
  from: string;
  pickers: readonly Picker[];
  /** Bands over every chart, from a query with time, timeend and text. */
  bands?: readonly { name: string; color: string; sql: string }[];
  rows: readonly { title: string; panels: readonly Panel[] }[];
};

export const tag = 'tickettape';

/** As Grafana's file provisioning reads it: a stable uid, no id of one installation, nothing to fill in at import. */
export const dashboardModel = ({ uid, title, description, from, pickers, bands = [], rows }: Dashboard): DashboardModel => {
  const builder = new DashboardBuilder(`tickettape / ${title}`)
    .uid(uid)
    .description(description)
    .tags([tag])
    .timezone('browser')
    .readonly()
    .refresh('1m')
    .time({ from, to: 'now' })
    .link(
      new DashboardLinkBuilder('tickettape')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .withVariable(sourceVariable('prometheus', 'Prometheus', 'prometheus', 'tickettape-prometheus'))
    .withVariable(sourceVariable('database', 'Database', 'grafana-postgresql-datasource', 'tickettape-database'));
  for (const picker of pickers) builder.withVariable(pickerVariable(picker));
  for (const { name, color, sql } of bands) {
    const target = { build: () => postgresQuery({ sql }, 'A') };
    builder.annotation(new AnnotationQueryBuilder().name(name).datasource(databaseSource).enable(true).iconColor(color).target(target));
  }
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(panelBuilder(panel));
  }
  const model = builder.build();
  return { ...model, id: null as never, panels: (model.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 })) };
};

const sourceVariable = (name: string, label: string, type: string, uid: string): Builder<VariableModel> =>
  new DatasourceVariableBuilder(name).label(label).type(type).current({ text: uid, value: uid });

const pickerVariable = (picker: Picker): Builder<VariableModel> => {
  const { name, label, description, multi = false } = picker;
  const isSql = 'sql' in picker;
  const query = isSql ? picker.sql.trim() : picker.promql;
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .description(description)
    .datasource(isSql ? databaseSource : prometheusSource)
    .query(isSql ? query : { query, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.Disabled)
    .multi(multi);
  return multi ? builder.includeAll(true).current({ text: 'All', value: '$__all' }) : builder;
};
