import { endpoints, faults } from '@seatkeeper/contracts';
import { describeApi, describeBus } from '@seatkeeper/references';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationPage } from './configuration.js';
import { metricsIn, metricsPage } from './metrics.js';
import { problemsPage } from './problems.js';

/** `npm run docs` writes the generated references; `npm run docs -- --check` fails when they are stale. */
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${repository}docs/reference/`;
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const pages: Record<string, string> = {
  'openapi.json': json(describeApi(endpoints)),
  'asyncapi.json': json(describeBus()),
  'configuration.md': await configurationPage(),
  'metrics.md': metricsPage(metricsIn(repository)),
  'problems.md': problemsPage(faults),
};

if (process.argv.includes('--check')) {
  const stale = Object.entries(pages).filter(([name, text]) => current(name) !== text);
  if (stale.length > 0) {
    console.error(`Stale: ${stale.map(([name]) => `docs/reference/${name}`).join(', ')}. Run npm run docs.`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(pages)) writeFileSync(folder + name, text);
  console.log(`Written: ${Object.keys(pages).join(', ')} in docs/reference`);
}

function current(name: string): string | undefined {
  try {
    return readFileSync(folder + name, 'utf8');
  } catch {
    return undefined;
  }
}
