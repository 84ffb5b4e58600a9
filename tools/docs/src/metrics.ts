import { readdirSync, readFileSync } from 'node:fs';

export interface Metric {
  readonly name: string;
  readonly kind: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** The app or library that has it: `libs/bus`. */
  readonly project: string;
}

const MADE = /metrics\.(counter|gauge|histogram)\(\s*'(\w+)',\s*'([^']+)'(?:,\s*(?:\[([^\]]*)\]|([A-Z]+)))?/g;

/**
 * Every metric of the product, from where it is made. The process's own (memory, event loop, garbage collection) come
 * with prom-client.
 */
export function metricsIn(repository: string): Metric[] {
  return shippedSources(repository)
    .flatMap((path) => metricsOf(path, readFileSync(repository + path, 'utf8')))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Paths from the repository of all that becomes part of a service. */
export const shippedSources = (repository: string): string[] =>
  ['apps', 'libs'].flatMap((group) =>
    readdirSync(repository + group).flatMap((project) =>
      readdirSync(`${repository}${group}/${project}/src`, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
        .map((path) => `${group}/${project}/src/${path}`),
    ),
  );

export function metricsOf(path: string, source: string): Metric[] {
  return [...source.matchAll(MADE)].map(([, kind = '', name = '', help = '', listed, constant]) => {
    const labels = listed ?? new RegExp(`${constant} = \\[([^\\]]*)\\]`).exec(source)?.[1] ?? '';
    return {
      name: `seatkeeper_${name}`,
      kind,
      help,
      labels: [...labels.matchAll(/'(\w+)'/g)].map(([, label = '']) => label),
      project: path.split('/').slice(0, 2).join('/'),
    };
  });
}

export function metricsPage(metrics: readonly Metric[]): string {
  const rows = metrics.map(
    ({ name, kind, help, labels, project }) =>
      `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} | ${project} |`,
  );
  return `# Metrics

Generated from where they are made. \`GET /metrics\` of every process has those of its app and of the libraries it uses, each
with the label \`service\`, besides those of the process itself (\`process_…\`, \`nodejs_…\`). Times are in seconds. What to be
woken up for is in [operations](../operations.md#what-to-be-woken-up-for).

| metric | kind | labels | what it says | from |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
