/**
 * `npm run bench [-- --only words] [--quick]`: measures paths through a whole stack, first on one that nobody watches, for
 * times and CPU, then on one whose every request to a server goes by a tap, for counts. Prints tables and writes them to
 * `.local/bench`, with a chart. `npm run bench:idle` measures a stack at rest, beside the least that could be. See README.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverFloors } from './floors/floors.js';
import { idleFloorOf } from './measures/idle-floor.js';
import { costOf, type PathCost } from './measures/cost.js';
import { countsOf, type PathCounts } from './measures/counts.js';
import { idleOf, idleTrafficOf } from './measures/idle.js';
import { readOptions } from './options.js';
import { withWords } from './paths/choice.js';
import type { Path, Work } from './paths/path.js';
import { PATHS } from './paths/paths.js';
import { chartSvg } from './report/chart.js';
import { GOALS } from './report/goals.js';
import type { PathReport, Report } from './report/report.js';
import { summaryText } from './report/summary.js';
import { tableText } from './report/table.js';
import { traceText } from './report/trace.js';
import { Firm } from './stack/firm.js';
import {
  type MeasuredStack,
  startStack,
  startWatchedStack,
  toolsOf,
  WIDE_LIMITS,
} from './stack/measured-stack.js';

/** Somebody for a stack at rest to look after. */
const PEOPLE = 20;

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const options = readOptions(process.argv.slice(2), process.cwd(), repository);
const paths = options.restOnly ? [] : withWords(PATHS, options.only);

const idleFloor = options.restOnly ? await measureIdleFloor() : undefined;
const { floors, idle, costs } = await measureCosts();
const { traffic, counts } = await measureCounts();
const report: Report = {
  commit: execFileSync('git', ['-C', options.repository, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  node: process.version,
  floors,
  idle: { ...idle, traffic, ...(idleFloor && { floor: idleFloor }) },
  paths: Object.fromEntries(paths.map((path) => [path.id, pathReport(path)])),
};
const before = options.compare && (JSON.parse(readFileSync(options.compare, 'utf8')) as Report);
const details = options.restOnly || before ? tableText(report, before || undefined) : '';
const text = `${options.restOnly ? '' : summaryText(report, GOALS)}${details}`;
process.stdout.write(text);
mkdirSync(options.out, { recursive: true });
const name = options.restOnly ? 'rest' : 'bench';
write(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
write(`${name}.md`, text);
write(`${name}.svg`, chartSvg(before ? [before, report] : [report]));
write(`${name}.trace`, paths.map(traceOf).join('\n'));
process.exit();

function write(file: string, content: string): void {
  if (content === '') return;
  writeFileSync(join(options.out, file), content);
  process.stderr.write(`${join(options.out, file)}\n`);
}

async function measureIdleFloor() {
  note('servers at rest, and five processes that are connected to them and do nothing');
  return idleFloorOf(await toolsOf(options.repository), options);
}

async function measureCosts() {
  note('a stack that nobody watches');
  const stack = await startStack(options.repository, WIDE_LIMITS);
  try {
    await Firm.withPeople(stack, PEOPLE);
    const idle = await idleOf(stack, options);
    const floors = await serverFloors(stack);
    const costs = new Map<string, PathCost>();
    for (const path of paths) {
      note(`the cost of ${path.title}`);
      costs.set(path.id, await working(path, stack, (work) => costOf(path, work, stack, idle, options)));
    }
    return { floors, idle, costs };
  } finally {
    await stack.stop();
  }
}

async function measureCounts() {
  note('a stack that is watched');
  const stack = await startWatchedStack(options.repository, WIDE_LIMITS);
  try {
    await Firm.withPeople(stack, PEOPLE);
    const traffic = await idleTrafficOf(stack, options);
    const counts = new Map<string, PathCounts>();
    for (const path of paths) {
      note(`the operations and messages of ${path.title}`);
      counts.set(path.id, await working(path, stack, (work) => countsOf(path, work, stack, traffic)));
    }
    return { traffic, counts };
  } finally {
    await stack.stop();
  }
}

/** Each path has a firm of its own. */
async function working<T>(path: Path, stack: MeasuredStack, measure: (work: Work) => Promise<T>): Promise<T> {
  const work = await path.prepare(await Firm.signUp(stack));
  try {
    return await measure(work);
  } finally {
    work.end?.();
  }
}

function pathReport({ id, title }: Path): PathReport {
  const cost = costs.get(id);
  const counted = counts.get(id);
  if (!cost || !counted) throw new Error(`The path ${id} was not measured.`);
  const { trace, ...rest } = counted;
  return { title, cost, counts: rest };
}

function traceOf({ id, title }: Path): string {
  return `${title}\n\n${traceText(counts.get(id)?.trace ?? [])}`;
}

function note(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} measuring ${what}\n`);
}
