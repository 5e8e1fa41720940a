import { Counter, Gauge, Histogram, register } from 'prom-client';
import { metricDeclarations, type MetricName } from './metric-declarations.js';

type Declarations = typeof metricDeclarations;
type LabelOf<D> = D extends { labels: readonly (infer Label extends string)[] } ? Label : never;
type MetricOf<D> = D extends { type: 'counter' }
  ? Counter<LabelOf<D>>
  : D extends { type: 'gauge' }
    ? Gauge<LabelOf<D>>
    : Histogram<LabelOf<D>>;

const create = (name: MetricName) => {
  const { type, help, ...shape } = metricDeclarations[name];
  const labelNames = 'labels' in shape ? [...shape.labels] : [];
  if (type === 'counter') return new Counter({ name, help, labelNames });
  if (type === 'gauge') return new Gauge({ name, help, labelNames });
  return new Histogram({ name, help, labelNames, ...('buckets' in shape ? { buckets: [...shape.buckets] } : {}) });
};

const metricNames = Object.keys(metricDeclarations) as MetricName[];

/** The declared metrics, ready to count with; a name that is not declared does not compile. */
export const metrics = Object.fromEntries(metricNames.map((name) => [name, register.getSingleMetric(name) ?? create(name)])) as {
  readonly [Name in MetricName]: MetricOf<Declarations[Name]>;
};
