import { brokerDefinitions } from '@seatkeeper/bus/broker';
import { endpoints, faults } from '@seatkeeper/contracts';
import { describeApi, describeBus } from '@seatkeeper/references';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clientTypes } from './client-types.js';
import { configurationPage } from './configuration.js';
import { metricsIn, metricsPage } from './metrics.js';
import { problemsPage } from './problems.js';

/** `npm run docs` writes the generated references; `npm run docs -- --check` fails when they are stale. */
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const PLACE = { prefix: 'seatkeeper', eventsExchange: 'seatkeeper.events' };
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** A variable of the environment, for the password's hash is a secret: `RABBITMQ_IDENTITY_HASH`. */
const hashOf = (user: string) =>
  `\${RABBITMQ_${user.split('.').slice(1).join('_').toUpperCase() || 'ADMIN'}_HASH}`;

const users = brokerDefinitions({ place: PLACE, billingSources: [], administrator: 'seatkeeper', hashOf });

const api = describeApi(endpoints);

const pages: Record<string, string> = {
  'docs/reference/openapi.json': json(api),
  'docs/reference/asyncapi.json': json(describeBus()),
  'docs/reference/configuration.md': await configurationPage(),
  'docs/reference/metrics.md': metricsPage(metricsIn(repository)),
  'docs/reference/problems.md': problemsPage(faults),
  'deploy/rabbitmq/definitions.json': json(users),
  'libs/client/src/generated/api.ts': await clientTypes(api),
};

if (process.argv.includes('--check')) {
  const stale = Object.entries(pages).filter(([name, text]) => current(name) !== text);
  if (stale.length > 0) {
    console.error(`Stale: ${stale.map(([name]) => name).join(', ')}. Run npm run docs.`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(`${repository}docs/reference`, { recursive: true });
  for (const [name, text] of Object.entries(pages)) writeFileSync(repository + name, text);
  console.log(`Written: ${Object.keys(pages).join(', ')}`);
}

function current(name: string): string | undefined {
  try {
    return readFileSync(repository + name, 'utf8');
  } catch {
    return undefined;
  }
}
