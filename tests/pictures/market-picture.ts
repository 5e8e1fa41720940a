import { init } from 'echarts';

/** A row of a query of the market dashboard. */
export type Row = Record<string, unknown>;
export type MarketRows = { title: string; price: Row[]; inventory: Row[]; sections: Row[]; book: Row[]; blind: Row[] };

/** Pixels. */
export const pictureSize = { width: 1280, height: 800 } as const;
export const pictureFont = 'DejaVu Sans';

const ink = { paper: '#111217', panel: '#181b1f', text: '#d8d9da', faint: '#8e9297', rule: '#2c3235', blind: 'rgba(242, 73, 92, 0.28)' };
const palette = ['#73bf69', '#f2cc0c', '#5794f2', '#ff9830', '#b877d9', '#8ab8ff', '#ff7383', '#96d98d'];

/** Over time, or with `categories` a bar for each of them. */
type Chart = { title: string; left: number; top: number; width: number; height: number; series: Series[]; categories: string[] | null };
type Series = { name: string; points: [number, number | null][] };

/** The main panels of the market dashboard as one SVG, from the rows of their own queries. Pure. */
export const marketPictureSvg = (rows: MarketRows): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...pictureSize });
  chart.setOption(optionOf(rows));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};

const optionOf = (rows: MarketRows) => {
  const charts = chartsOf(rows);
  return {
    animation: false,
    backgroundColor: ink.paper,
    color: palette,
    textStyle: { fontFamily: pictureFont, color: ink.text },
    title: [
      { text: rows.title, left: 24, top: 16, textStyle: { color: ink.text, fontSize: 20, fontFamily: pictureFont } },
      {
        text: 'red: blind, nothing is known and nothing is drawn',
        left: pictureSize.width - 32,
        top: 22,
        textAlign: 'right',
        textStyle: { color: '#ff7383', fontSize: 13, fontWeight: 'normal', fontFamily: pictureFont },
      },
      ...charts.map(({ title, left, top }) => ({
        text: title,
        left: left - 44,
        top: top - 34,
        textStyle: { color: ink.text, fontSize: 14, fontFamily: pictureFont },
      })),
    ],
    legend: charts.map(({ left, top, width, series }, index) => ({
      left,
      top: top + charts[index]!.height + (charts[index]!.categories ? 64 : 26),
      width,
      itemWidth: 14,
      itemHeight: 3,
      icon: 'rect',
      data: series.map(({ name }) => idOf(index, name)),
      formatter: (id: string) => clipped(id.slice(id.indexOf('/') + 1), 30),
      textStyle: { color: ink.faint, fontSize: 11, fontFamily: pictureFont },
    })),
    grid: charts.map(({ left, top, width, height }) => ({
      left,
      top,
      width,
      height,
      show: true,
      backgroundColor: ink.panel,
      borderColor: ink.rule,
    })),
    xAxis: charts.map(({ categories }, gridIndex) => ({
      gridIndex,
      ...(categories ? { type: 'category', data: categories } : { type: 'time', min: 'dataMin', max: 'dataMax', splitNumber: 4 }),
      axisLine: { lineStyle: { color: ink.rule } },
      axisTick: { show: false },
      splitLine: { show: categories === null, lineStyle: { color: ink.rule } },
      axisLabel: { color: ink.faint, fontSize: 11, hideOverlap: true, ...(categories ? { rotate: 30 } : { formatter: clock }) },
    })),
    yAxis: charts.map((_, gridIndex) => ({
      gridIndex,
      type: 'value',
      scale: charts[gridIndex]!.categories === null,
      splitNumber: 4,
      splitLine: { lineStyle: { color: ink.rule } },
      axisLabel: { color: ink.faint, fontSize: 11 },
    })),
    series: charts.flatMap(({ series, categories }, index) =>
      series.map(({ name, points }, nth) => ({
        name: idOf(index, name),
        type: categories ? 'bar' : 'line',
        xAxisIndex: index,
        yAxisIndex: index,
        showSymbol: false,
        connectNulls: false,
        step: 'end',
        lineStyle: { width: 2 },
        color: palette[nth % palette.length],
        data: points,
        ...(categories === null && nth === 0 ? { markArea: bandsOf(rows.blind) } : {}),
      })),
    ),
  };
};

const chartsOf = ({ price, inventory, sections, book }: MarketRows): Chart[] => {
  const cheapest = book.slice(0, 12);
  const bars = ['Get-in', 'Median'].map((name) => ({
    name,
    points: cheapest.map((row, at): [number, number | null] => [at, numberOf(row[name])]),
  }));
  const below = { top: 430, width: 330, height: 260 };
  return [
    { title: 'Price', left: 68, top: 92, width: 1180, height: 230, series: wide(price), categories: null },
    { title: 'Inventory', left: 68, ...below, series: wide(inventory), categories: null },
    { title: 'Get-in by section', left: 478, ...below, series: long(sections, 'time', 'metric', 'value'), categories: null },
    {
      title: 'Cheapest sections now',
      left: 888,
      ...below,
      width: 360,
      series: bars,
      categories: cheapest.map((row) => String(row['Section'])),
    },
  ];
};

/** Names are unique over all charts, as the legends need it. */
const idOf = (chart: number, name: string): string => `${chart}/${name}`;

/** A column for each series. */
const wide = (rows: readonly Row[]): Series[] =>
  Object.keys(rows[0] ?? {})
    .filter((column) => column !== 'time')
    .map((name) => ({ name, points: rows.map((row) => [xOf(row['time']), numberOf(row[name])]) }));

/** A row for each point. */
const long = (rows: readonly Row[], x: string, name: string, y: string): Series[] => {
  const byName = Map.groupBy(rows, (row) => String(row[name]));
  return [...byName].map(([series, own]) => ({ name: series, points: own.map((row) => [xOf(row[x]), numberOf(row[y])]) }));
};

const bandsOf = (blind: readonly Row[]) => ({
  silent: true,
  itemStyle: { color: ink.blind },
  data: blind.map(({ time, timeend }) => [{ xAxis: xOf(time) }, { xAxis: xOf(timeend) }]),
});

const xOf = (value: unknown): number => (value instanceof Date ? value.getTime() : Number(value));
const numberOf = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
const clipped = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
