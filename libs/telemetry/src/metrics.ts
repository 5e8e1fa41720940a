import { Counter, Gauge, Histogram, register, Registry } from 'prom-client';
import { trace } from '@opentelemetry/api';
import { metricDeclarations, type MetricName } from './metric-declarations.js';

type Declarations = typeof metricDeclarations;
type LabelOf<D> = D extends { labels: readonly (infer Label extends string)[] } ? Label : never;
type MetricOf<D> = D extends { type: 'counter' }
  ? Counter<LabelOf<D>>
  : D extends { type: 'gauge' }
    ? Gauge<LabelOf<D>>
    : Pick<Histogram<LabelOf<D>>, 'observe'>;

// The format that can carry exemplars; Prometheus and everything else that reads the text format read it too.
register.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);

const create = (name: MetricName) => {
  const { type, help, ...shape } = metricDeclarations[name];
  const labelNames = 'labels' in shape ? [...shape.labels] : [];
  if (type === 'counter') return new Counter({ name, help, labelNames });
  if (type === 'gauge') return new Gauge({ name, help, labelNames });
  const buckets = 'buckets' in shape ? { buckets: [...shape.buckets] } : {};
  return traced(new Histogram({ name, help, labelNames, ...buckets, enableExemplars: true }));
};

/** Every observation names the trace it was made in, so that a slow bucket leads to an example of it. */
const traced = <Label extends string>(histogram: Histogram<Label>): Histogram<Label> => {
  const observe = histogram.observe.bind(histogram) as unknown as (observation: object) => void;
  histogram.observe = ((...told: [number] | [object, number]) => {
    const [labels, value] = told.length === 1 ? [{}, told[0]] : told;
    observe({ labels, value, exemplarLabels: exemplarLabels() });
  }) as typeof histogram.observe;
  return histogram;
};

const exemplarLabels = (): Record<string, string> => {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId } : {};
};

const metricNames = Object.keys(metricDeclarations) as MetricName[];

/** The declared metrics, ready to count with; a name that is not declared does not compile. */
export const metrics = Object.fromEntries(
  metricNames.map((name): [MetricName, unknown] => [name, register.getSingleMetric(name) ?? create(name)]),
) as {
  readonly [Name in MetricName]: MetricOf<Declarations[Name]>;
};
