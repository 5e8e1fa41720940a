import { formatMinor, minorDigits } from '@tickettape/contracts';
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, TitleComponent, SVGRenderer]);

/** What the chart shows: the get-in as complete looks saw it, when nothing could be seen, and where the alert is. */
export type PriceChart = {
  title: string;
  subtitle: string;
  currency: string;
  /** Minor units, oldest first. */
  points: readonly { atMs: number; getIn: number }[];
  /** Between the last look that saw something and the first one after. */
  blind: readonly { fromMs: number; toMs: number }[];
  alert: { atMs: number; getIn: number | null };
  /** The line the rule names, minor units; null where it names none. */
  line: number | null;
  reader: { locale: string; timeZone: string };
};

/** Pixels. */
export const chartSize = { width: 800, height: 400 } as const;

export const chartFont = 'DejaVu Sans';

const ink = {
  text: '#111827',
  faint: '#6b7280',
  rule: '#e5e7eb',
  price: '#2563eb',
  alert: '#dc2626',
  blind: '#9ca3af',
  line: '#d97706',
} as const;

/** The chart as SVG. Pure; about 20 ms. */
export const priceChartSvg = (shown: PriceChart): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...chartSize });
  chart.setOption(optionOf(shown));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};

const optionOf = (shown: PriceChart) => {
  const { title, subtitle, currency, points } = shown;
  const amount = (minor: number) => Number(formatMinor(Math.round(minor), currency).split(' ')[0]);
  const bounds = boundsOf(shown, amount);
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: chartFont, color: ink.text },
    title: {
      text: clipped(title, 58),
      subtext: clipped(subtitle, 92),
      left: 20,
      top: 14,
      itemGap: 5,
      textStyle: { fontFamily: chartFont, fontSize: 19, color: ink.text },
      subtextStyle: { fontFamily: chartFont, fontSize: 13, color: ink.faint },
    },
    grid: { left: 72, right: 28, top: 92, bottom: 40 },
    xAxis: {
      type: 'time',
      ...spanOf(shown),
      splitNumber: 5,
      axisLine: { lineStyle: { color: ink.rule } },
      axisTick: { show: false },
      axisLabel: { color: ink.faint, fontSize: 12, fontFamily: chartFont, hideOverlap: true, formatter: instantLabel(shown) },
    },
    yAxis: {
      type: 'value',
      ...bounds,
      splitNumber: 4,
      name: currency,
      nameTextStyle: { color: ink.faint, fontSize: 12, fontFamily: chartFont, align: 'right', padding: [0, 8, 0, 0] },
      splitLine: { lineStyle: { color: ink.rule } },
      axisLabel: {
        color: ink.faint,
        fontSize: 12,
        fontFamily: chartFont,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (value: number) => numberOf(value, currency, shown.reader.locale),
      },
    },
    series: [
      {
        type: 'line',
        step: 'end',
        showSymbol: points.length === 1,
        symbolSize: 7,
        lineStyle: { width: 2.5, color: ink.price },
        itemStyle: { color: ink.price },
        data: dataOf(shown, amount),
        markArea: markAreaOf(shown),
        markLine: markLineOf(shown, amount),
        markPoint: markPointOf(shown, amount),
      },
    ],
  };
};

type Amount = (minor: number) => number;

/** Where nothing could be seen the line is broken: nothing is drawn across a gap. */
const dataOf = ({ points, blind }: PriceChart, amount: Amount): [number, number | null][] => {
  const breaks = blind.map(({ fromMs }): [number, null] => [fromMs + 1, null]);
  const seen = points.map(({ atMs, getIn }): [number, number] => [atMs, amount(getIn)]);
  return [...seen, ...breaks].toSorted(([a], [b]) => a - b);
};

const spanOf = ({ points, blind, alert }: PriceChart) => {
  const instants = [...points.map(({ atMs }) => atMs), ...blind.map(({ fromMs }) => fromMs), alert.atMs];
  const [min, max] = [Math.min(...instants), Math.max(...instants)];
  const margin = Math.max(1_000, (max - min) * 0.03);
  return { min, max: max + margin };
};

const boundsOf = ({ points, alert, line }: PriceChart, amount: Amount) => {
  const values = [...points.map(({ getIn }) => getIn), alert.getIn, line].flatMap((value) => (value === null ? [] : [amount(value)]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max((high - low) * 0.18, high * 0.01, 0.01);
  return { min: Math.max(0, low - margin), max: high + margin };
};

const markAreaOf = ({ blind }: PriceChart) => ({
  silent: true,
  itemStyle: { color: ink.blind, opacity: 0.22 },
  label: { position: 'insideTop', color: ink.faint, fontSize: 11, fontFamily: chartFont },
  data: blind.map(({ fromMs, toMs }, index) => [{ xAxis: fromMs, name: index === 0 ? 'not seen' : '' }, { xAxis: toMs }]),
});

const markLineOf = ({ line, currency }: PriceChart, amount: Amount) => ({
  silent: true,
  symbol: 'none',
  label: {
    position: 'insideStartTop',
    color: ink.line,
    fontSize: 12,
    fontFamily: chartFont,
    formatter: line === null ? '' : formatMinor(line, currency),
  },
  lineStyle: { color: ink.line, type: 'dashed', width: 1.5 },
  data: line === null ? [] : [{ yAxis: amount(line) }],
});

const markPointOf = ({ alert, currency, line }: PriceChart, amount: Amount) => ({
  silent: true,
  symbol: 'circle',
  symbolSize: 13,
  itemStyle: { color: ink.alert, borderColor: '#ffffff', borderWidth: 2 },
  label: {
    position: alert.getIn !== null && line !== null && alert.getIn > line ? 'top' : 'bottom',
    distance: 8,
    align: 'right',
    color: ink.alert,
    textBorderColor: '#ffffff',
    textBorderWidth: 4,
    fontSize: 14,
    fontWeight: 'bold',
    fontFamily: chartFont,
    formatter: alert.getIn === null ? '' : formatMinor(alert.getIn, currency),
  },
  data: alert.getIn === null ? [] : [{ coord: [alert.atMs, amount(alert.getIn)] }],
});

const dayMs = 86_400_000;
/** Below this two labels may lie in the same minute. */
const minutesOnly = 10 * 60_000;

const instantLabel = (shown: PriceChart): ((atMs: number) => string) => {
  const { min, max } = spanOf(shown);
  const { locale, timeZone } = shown.reader;
  const form: Intl.DateTimeFormatOptions =
    max - min > 4 * dayMs
      ? { weekday: 'short', day: 'numeric', month: 'short' }
      : {
          hour: '2-digit',
          minute: '2-digit',
          ...(max - min > dayMs / 2 && { weekday: 'short' }),
          ...(max - min < minutesOnly && { second: '2-digit' }),
        };
  const format = new Intl.DateTimeFormat(locale, { ...form, timeZone });
  return (atMs) => format.format(atMs);
};

const numberOf = (value: number, currency: string, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : minorDigits(currency) }).format(value);

const clipped = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);
