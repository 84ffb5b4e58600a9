import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SERVICES = ['gateway', 'identity', 'licensing', 'notifications', 'reassignment'];

interface Row {
  name: string;
  required: boolean;
  default?: string;
  meaning: string;
}

/** The settings of every service, as the services themselves tell them. */
export async function configurationPage(): Promise<string> {
  const perService = await Promise.all(
    SERVICES.map(async (service) => ({ service, rows: await settingsOf(service) })),
  );
  const rows = new Map<string, Row & { services: string[] }>();
  for (const { service, rows: own } of perService)
    for (const row of own) {
      const known = rows.get(row.name);
      if (known) known.services.push(service);
      else rows.set(row.name, { ...row, services: [service] });
    }
  const lines = [...rows.values()]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(
      ({ name, services, required, default: value, meaning }) =>
        `| \`${name}\` | ${services.length === SERVICES.length ? 'all' : services.join(', ')} | ${valueText(required, value)} | ${meaning} |`,
    );
  return `# Configuration

Generated from the services' own settings (\`node apps/<service>/dist/main.js --settings\`). Every setting is an
environment variable, read and checked once at the start. A misspelt one stops the start.

| variable | service | default | meaning |
| --- | --- | --- | --- |
${lines.join('\n')}
`;
}

async function settingsOf(service: string): Promise<Row[]> {
  const program = fileURLToPath(new URL(`../../../apps/${service}/dist/main.js`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--settings']);
  return JSON.parse(stdout) as Row[];
}

const valueText = (required: boolean, value: string | undefined): string =>
  required ? '**required**' : value === undefined ? '' : `\`${value}\``;
