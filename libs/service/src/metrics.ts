import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const PREFIX = 'seatkeeper_';
const registry = new Registry();

/** Adds the process's own metrics (memory, event loop, garbage collection) and labels all with the service. */
export function startMetrics(service: string): void {
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
}

/** Prometheus metrics of this process. Asking for a name again gives the same metric. */
export const metrics = {
  /** `name` without the prefix seatkeeper_, ending in _total. */
  counter<L extends string = never>(name: string, help: string, labels: readonly L[] = []): Counter<L> {
    return known<Counter<L>>(name) ?? new Counter({ ...named(name, help), labelNames: labels });
  },
  gauge<L extends string = never>(name: string, help: string, labels: readonly L[] = []): Gauge<L> {
    return known<Gauge<L>>(name) ?? new Gauge({ ...named(name, help), labelNames: labels });
  },
  /** Times are in seconds; `buckets` default to 5 ms … 10 s. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labels: readonly L[] = [],
    buckets?: number[],
  ): Histogram<L> {
    const configuration = { ...named(name, help), labelNames: labels, ...(buckets && { buckets }) };
    return known<Histogram<L>>(name) ?? new Histogram(configuration);
  },
  /** Everything in the text format of Prometheus. */
  render: (): Promise<string> => registry.metrics(),
};

const named = (name: string, help: string) => ({ name: PREFIX + name, help, registers: [registry] });

function known<M>(name: string): M | undefined {
  return registry.getSingleMetric(PREFIX + name) as M | undefined;
}
