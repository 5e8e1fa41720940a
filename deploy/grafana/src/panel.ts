import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import * as common from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardLinkBuilder,
  DashboardLinkType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataTransformerConfig, Panel as PanelModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as ChartBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { PanelBuilder as XyBuilder, SeriesMapping } from '@grafana/grafana-foundation-sdk/xychart';
import { runbookUrl } from '../../prometheus/src/rule-files.js';
import { databaseSource, prometheusSource, queryBuilder, type PanelQuery } from './queries.js';

export type Panel = {
  kind: 'chart' | 'bars' | 'stat' | 'table' | 'xy';
  title: string;
  /** What it shows and how to read it. */
  description: string;
  /** Grafana's id of the unit. */
  unit: string;
  queries: readonly PanelQuery[];
  /** What it means when there is nothing to show. */
  noData: string;
  /** Why nothing to show is how it should be; tests let such a panel be empty. */
  emptyIsHealthy?: string;
  /** Values from which it is yellow and red; false where no value is good or bad in itself. */
  thresholds: { warn?: number; bad?: number; lowIsBad?: boolean } | false;
  /** The alert that watches the same, whose runbook is linked. */
  alert?: string;
  /** Of 24 columns. */
  width: number;
  height?: number;
  decimals?: number;
  transformations?: readonly DataTransformerConfig[];
};

/** A counter line breaks where nothing is known: nothing is drawn across a gap. */
export const panelBuilder = (panel: Panel): Builder<PanelModel> => {
  const { title, description, unit, noData, width, height = 8 } = panel;
  const builder = kindBuilder(panel)
    .title(title)
    .description(`${description}\n\nNothing shown: ${noData}`)
    .unit(unit)
    .noValue(noData)
    .span(width)
    .height(height)
    .datasource(panel.queries.some((query) => 'sql' in query) ? databaseSource : prometheusSource)
    .thresholds(thresholdsOf(panel.thresholds));
  for (const [index, query] of panel.queries.entries()) builder.withTarget(queryBuilder(query, index));
  for (const transformation of panel.transformations ?? []) builder.withTransformation(transformation);
  if (panel.decimals !== undefined) builder.decimals(panel.decimals);
  if (panel.alert) {
    const link = new DashboardLinkBuilder(`Runbook of ${panel.alert}`)
      .type(DashboardLinkType.Link)
      .url(runbookUrl(panel.alert))
      .targetBlank(true);
    builder.links([link]);
  }
  return builder;
};

const kindBuilder = ({ kind, thresholds }: Panel) => {
  switch (kind) {
    case 'stat':
      return new StatBuilder().colorMode(thresholds ? BigValueColorMode.Value : BigValueColorMode.None);
    case 'table':
      return new TableBuilder();
    case 'xy':
      return new XyBuilder().mapping(SeriesMapping.Auto);
    case 'bars':
      return chart().drawStyle(GraphDrawStyle.Bars).fillOpacity(80).stacking(new common.StackingConfigBuilder().mode(StackingMode.Normal));
    case 'chart':
      return chart().drawStyle(GraphDrawStyle.Line).fillOpacity(8);
  }
};

const chart = () =>
  new ChartBuilder()
    .spanNulls(false)
    .lineWidth(1)
    .showPoints(VisibilityMode.Auto)
    .legend(
      new common.VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));

const thresholdsOf = (thresholds: Panel['thresholds']) => {
  const steps: { value: number | null; color: string }[] = [{ value: null, color: 'green' }];
  if (thresholds && thresholds.lowIsBad) {
    steps[0]!.color = 'red';
    if (thresholds.bad !== undefined) steps.push({ value: thresholds.bad, color: thresholds.warn === undefined ? 'green' : 'yellow' });
    if (thresholds.warn !== undefined) steps.push({ value: thresholds.warn, color: 'green' });
  } else if (thresholds) {
    if (thresholds.warn !== undefined) steps.push({ value: thresholds.warn, color: 'yellow' });
    if (thresholds.bad !== undefined) steps.push({ value: thresholds.bad, color: 'red' });
  }
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
};
