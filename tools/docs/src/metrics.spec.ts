import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { metricsIn, metricsOf, shippedSources } from './metrics.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

describe('the list of metrics', () => {
  const metrics = metricsIn(repository);

  it('misses none that is made', () => {
    const made = shippedSources(repository).flatMap(
      (path) =>
        readFileSync(repository + path, 'utf8').match(/\bmetrics\.(counter|gauge|histogram)\(/g) ?? [],
    );
    expect(made.length).toBeGreaterThan(20);
    expect(metrics).toHaveLength(made.length);
  });

  it('has labels that stand there or in a constant of the file', () => {
    const source = `
      const LABELS = ['queue', 'job'] as const;
      const a = metrics.counter('a_total', 'Turns', LABELS);
      const b = metrics.gauge('b', 'Now', [
        'kind',
      ]);
      const c = metrics.histogram(
        'c_seconds',
        'How long',
      );`;
    expect(metricsOf('libs/jobs/src/turns.ts', source)).toEqual([
      {
        name: 'seatkeeper_a_total',
        kind: 'counter',
        help: 'Turns',
        labels: ['queue', 'job'],
        project: 'libs/jobs',
      },
      { name: 'seatkeeper_b', kind: 'gauge', help: 'Now', labels: ['kind'], project: 'libs/jobs' },
      { name: 'seatkeeper_c_seconds', kind: 'histogram', help: 'How long', labels: [], project: 'libs/jobs' },
    ]);
  });

  it('has every metric that docs/operations.md names', () => {
    const text = readFileSync(`${repository}docs/operations.md`, 'utf8');
    const named = [...new Set(text.match(/seatkeeper_\w+/g))].map((name) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !metrics.some((metric) => metric.name === name))).toEqual([]);
  });
});
