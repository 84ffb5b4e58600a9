import { brokerUsers } from '@seatkeeper/bus/broker';
import {
  type EndpointContract,
  endpoints,
  events,
  importColumns,
  OwnerChanges,
  RecordLine,
  webhookEvents,
} from '@seatkeeper/contracts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(repository + path, 'utf8');
const markdownIn = (folder: string) =>
  readdirSync(repository + folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`);
const readmes = ['apps', 'libs', 'tools'].flatMap((group) =>
  readdirSync(repository + group)
    .map((project) => `${group}/${project}/README.md`)
    .filter((path) => existsSync(repository + path)),
);
const pages = ['README.md', ...markdownIn('docs/'), ...markdownIn('docs/decisions/'), ...readmes];
/** Records of decisions tell of the day they were made. */
const present = pages.filter((path) => !path.startsWith('docs/decisions/'));
const blocksOf = (path: string, language: string) =>
  [...read(path).matchAll(new RegExp(`\`\`\`${language}([^\\n]*)\\n(.*?)\`\`\``, 'gs'))].map(
    ([, about, text]) => ({
      about: about!.trim(),
      text: text!,
    }),
  );

describe('the pages of the documentation', () => {
  it.each(present)('%s names files that exist', (page) => {
    const named = [...read(page).matchAll(/`((?:apps|libs|tools|docs|deploy)\/[\w./-]+)`/g)].map(
      ([, path]) => path!,
    );
    expect(named.filter((path) => !existsSync(repository + path))).toEqual([]);
  });

  it.each(readmes)('%s names files of its own that exist', (page) => {
    const named = [...read(page).matchAll(/`((?:src|testing)\/[\w./-]*)`/g)].map(([, path]) => path!);
    expect(named.filter((path) => !existsSync(join(repository, dirname(page), path)))).toEqual([]);
  });

  it.each(pages)('%s links to files that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)]*)?\)/g)].map(
      ([, path]) => path!,
    );
    expect(links.filter((path) => !existsSync(join(repository, dirname(page), path)))).toEqual([]);
  });

  it.each(present)('%s runs npm scripts that exist', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const run = [...read(page).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name]) => name!);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(present)('%s tells of calls that the API has', (page) => {
    const known = (method: string, path: string) =>
      endpoints.some((endpoint) => endpoint.method === method && patternOf(endpoint).test(path));
    const told = [...read(page).matchAll(/`(GET|POST|PUT|PATCH|DELETE) (\/(?:v1|\.well-known)[^`?\s]*)/g)];
    expect(
      told.map(([, method, path]) => [method!, path!] as const).filter((call) => !known(...call)),
    ).toEqual([]);
    const fetched = [...read(page).matchAll(/\$API(\/v1[^"\s?]*)/g)].map(([, path]) => path!);
    expect(fetched.filter((path) => !endpoints.some((endpoint) => patternOf(endpoint).test(path)))).toEqual(
      [],
    );
  });

  it('give each decision a number of its own, which its title bears', () => {
    const decisions = markdownIn('docs/decisions/').map((path) => ({
      number: Number(/\/(\d{4})-/.exec(path)?.[1]),
      title: Number(/^# (\d+)\. /.exec(read(path))?.[1]),
    }));
    const numbers = decisions.map(({ number }) => number);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    expect(decisions.filter(({ number, title }) => number !== title)).toEqual([]);
  });

  it('walk through one invitation passes each file once', () => {
    const walk = read('docs/architecture.md').split('## One invitation, file by file')[1]!.split('\n## ')[0]!;
    const files = [...walk.matchAll(/`((?:apps|libs)\/[\w./-]+\.ts)`/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((path, index) => files.indexOf(path) !== index)).toEqual([]);
  });
});

/** With `{id}`, an id, or a variable of a shell in the place of a parameter. */
const patternOf = ({ path }: EndpointContract) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);

/** By what stands behind `json` where it is neither an event nor the body of a call. */
const otherSchemas: Readonly<Record<string, z.ZodType>> = {
  'record-line': RecordLine,
  changes: OwnerChanges,
};

describe('the examples of the pages for integrators', () => {
  const examples = markdownIn('docs/')
    .flatMap((page) => blocksOf(page, 'json'))
    .filter(({ about }) => about !== 'webhook');

  it.each(examples)('in JSON, of $about, is what the contract lets through', ({ about, text }) => {
    const json = JSON.parse(text) as { type?: string; data?: unknown; records?: unknown[] };
    const event = events.find(({ name }) => name === about);
    const endpoint = endpoints.find(({ method, path }) => `${method} ${path}` === about);
    const schema = event?.data ?? endpoint?.body ?? otherSchemas[about];
    expect(schema).toBeDefined();
    if (event) expect(json.type).toBe(event.name);
    expect(schema!.safeParse(event ? json.data : json).error).toBeUndefined();
    // Rows of a batch are judged one by one, and by another schema.
    for (const row of json.records ?? []) expect(RecordLine.safeParse(row).error).toBeUndefined();
  });

  it('of a new billing system gives its user what the services reckon with', () => {
    const place = { prefix: 'seatkeeper', eventsExchange: 'seatkeeper.events' };
    const { name, configure, write, read: reads, topics } = brokerUsers(place, ['acme-erp']).at(-1)!;
    const page = read('docs/operations.md');
    expect(page).toContain(`add_user ${name}\n`);
    expect(page).toContain(`set_permissions ${name} '${configure}' '${write}' '${reads}'\n`);
    expect(page).toContain(
      `set_topic_permissions ${name} ${place.eventsExchange} '${topics.write}' '${topics.read}'\n`,
    );
    expect(read('docs/connect-billing.md')).toContain(`\`${name}\``);
  });

  it('of an import has columns that are understood, and the page tells of every column', () => {
    const page = read('docs/import-people.md');
    const [example] = blocksOf('docs/import-people.md', 'csv');
    const [header = '', ...rows] = example!.text.trim().split('\n');
    const known = Object.values(importColumns).flatMap(({ names }): readonly string[] => names);
    for (const name of header.split(',')) expect(known).toContain(name);
    for (const row of rows) expect(row.split(',')).toHaveLength(header.split(',').length);
    for (const [field, { names, holds }] of Object.entries(importColumns)) {
      expect(page).toMatch(new RegExp(`\\| \`${field}\` +\\| `));
      for (const name of names) expect(page).toContain(name);
      expect(page).toContain(holds);
    }
  });

  it('of a webhook is what is sent, whole, and the page tells of every event with what it says', () => {
    const page = read('docs/webhooks.md');
    const [example] = blocksOf('docs/webhooks.md', 'json').filter(({ about }) => about === 'webhook');
    const { type, data } = JSON.parse(example!.text) as { type: string; data: object };
    expect(webhookEvents.find((known) => known.type === type)?.data.parse(data)).toEqual(data);
    const rows = [...page.matchAll(/^\| `([a-z.-]+)` +\| (.*?) +\| (.*?) +\|$/gm)].map(([, ...row]) => row);
    expect(rows).toEqual(
      webhookEvents.map((known) => {
        const fields = Object.keys((known.data as unknown as z.ZodObject).shape);
        const own = fields.filter((field) => field !== 'accountId' && field !== 'actor');
        return [known.type, own.map((field) => `\`${field}\``).join(', '), known.summary];
      }),
    );
  });
});
