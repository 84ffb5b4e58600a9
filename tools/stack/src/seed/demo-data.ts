import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DemoData {
  /** CSV in the layout of a Google Workspace user export. */
  readonly users: string;
  /** One record a line, as JSON. */
  readonly records: string;
}

/** The people and records of the demo firm: from `../shared/data` beside the checkout, else the project's own. */
export async function readDemoData(repository: string): Promise<DemoData> {
  const users = 'users-google-workspace.csv';
  const records = 'records.ndjson';
  const folders = [join(repository, '..', 'shared', 'data'), join(repository, 'tools', 'stack', 'demo')];
  for (const folder of folders) {
    if (existsSync(join(folder, users)) && existsSync(join(folder, records))) {
      return {
        users: await readFile(join(folder, users), 'utf8'),
        records: await readFile(join(folder, records), 'utf8'),
      };
    }
  }
  throw new Error(`There is no demo data in ${folders.join(' or ')}.`);
}

/** How many rows a CSV has below its header; the demo files have no line breaks inside cells. */
export function countRows(csv: string): number {
  return csv.trimEnd().split('\n').length - 1;
}

export function countLines(ndjson: string): number {
  return ndjson.trimEnd().split('\n').length;
}
