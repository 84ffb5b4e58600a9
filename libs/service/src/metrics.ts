import { setTimeout as delay } from 'node:timers/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { within } from './deadline.js';

const PREFIX = 'seatkeeper_';
const registry = new Registry();
/** What is measured when somebody looks, by the name of what it measures. */
const measured = new Map<string, () => Promise<void>>();
const MEASURED_WITHIN_MS = 1_000;

/**
 * How finely delays of the event loop are seen. The timer behind it wakes the process each time: every 10 ms, as
 * prom-client would have it, costs an idle process 0.6 % of a core, and this 0.06 %.
 */
const EVENT_LOOP_MS = 100;

/** Begins to measure the process itself; gone once it has been called. */
let beginProcessMetrics: (() => Promise<void>) | undefined;

/**
 * Labels all metrics with the service, and has the process's own (memory, event loop, garbage collection) begin with the
 * first look: a process that nobody looks at does not wake to measure itself.
 */
export function startMetrics(service: string): void {
  registry.setDefaultLabels({ service });
  beginProcessMetrics = () => {
    collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_MS });
    // Before the first delay was seen, the smallest would be shown as 292 years.
    return delay(3 * EVENT_LOOP_MS);
  };
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
  /**
   * Has gauges set when somebody looks, and never otherwise. What fails or takes longer than a second leaves them as
   * they were. Under a name again, it takes the place of what was there.
   */
  measure(name: string, work: () => Promise<void>): void {
    measured.set(name, work);
  },
  /** Everything in the text format of Prometheus. */
  async render(): Promise<string> {
    const begin = beginProcessMetrics;
    beginProcessMetrics = undefined;
    await begin?.();
    await within(MEASURED_WITHIN_MS, () => Promise.allSettled([...measured.values()].map((work) => work())));
    return registry.metrics();
  },
};

const named = (name: string, help: string) => ({ name: PREFIX + name, help, registers: [registry] });

function known<M>(name: string): M | undefined {
  return registry.getSingleMetric(PREFIX + name) as M | undefined;
}
