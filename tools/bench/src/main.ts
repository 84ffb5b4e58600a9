/**
 * `npm run bench:invite`, or `node tools/bench/dist/main.js <path …> [--repository dir] [--json file] …`: measures
 * paths through a whole stack, first on one that nobody watches, for times, then on one whose every request to a
 * server goes by a tap, for counts. Without a path, as `npm run bench:idle`, the stack is measured at rest, beside the
 * least that could be. See README.md.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverFloors } from './floors/floors.js';
import { idleFloorOf } from './floors/idle-floor.js';
import { costOf } from './measures/cost.js';
import { countsOf, type PathCounts } from './measures/counts.js';
import { idleOf, idleTrafficOf } from './measures/idle.js';
import { readOptions } from './options.js';
import type { Path } from './paths/path.js';
import { PATHS } from './paths/paths.js';
import { chartSvg } from './report/chart.js';
import type { PathReport, Report } from './report/report.js';
import { tableText } from './report/table.js';
import { traceText } from './report/trace.js';
import { Firm } from './stack/firm.js';
import { startStack, startWatchedStack, toolsOf } from './stack/measured-stack.js';

/** Somebody for a stack at rest to look after. */
const PEOPLE = 20;

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const options = readOptions(process.argv.slice(2), process.cwd(), repository);
const paths = options.paths.map(pathNamed);

const idleFloor = paths.length === 0 ? await measureIdleFloor() : undefined;
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
process.stdout.write(tableText(report, before || undefined));
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
if (options.svg) writeFileSync(options.svg, chartSvg(before ? [before, report] : [report]));
if (options.trace) writeFileSync(options.trace, paths.map(traceOf).join('\n'));
process.exit();

function pathNamed(id: string): Path {
  const path = PATHS.find((one) => one.id === id);
  if (path) return path;
  throw new Error(`There is no path ${id}: ${PATHS.map((one) => one.id).join(', ')}.`);
}

async function measureIdleFloor() {
  note('servers at rest, and five processes that are connected to them and do nothing');
  return idleFloorOf(await toolsOf(options.repository), options);
}

async function measureCosts() {
  note('a stack that nobody watches');
  const stack = await startStack(options.repository);
  try {
    await Firm.withPeople(stack, PEOPLE);
    const idle = await idleOf(stack, options);
    const floors = await serverFloors(stack);
    const costs = new Map<string, Awaited<ReturnType<typeof costOf>>>();
    for (const path of paths) {
      note(`the cost of ${path.title}`);
      const work = await path.prepare(await Firm.signUp(stack));
      costs.set(path.id, await costOf(path, work, stack, idle, options));
    }
    return { floors, idle, costs };
  } finally {
    await stack.stop();
  }
}

async function measureCounts() {
  note('a stack that is watched');
  const stack = await startWatchedStack(options.repository);
  try {
    await Firm.withPeople(stack, PEOPLE);
    const traffic = await idleTrafficOf(stack, options);
    const counts = new Map<string, PathCounts>();
    for (const path of paths) {
      note(`the operations and messages of ${path.title}`);
      const work = await path.prepare(await Firm.signUp(stack));
      counts.set(path.id, await countsOf(path, work, stack, traffic));
    }
    return { traffic, counts };
  } finally {
    await stack.stop();
  }
}

function pathReport({ id, title }: Path): PathReport {
  const cost = costs.get(id);
  const counted = counts.get(id);
  if (!cost || !counted) throw new Error(`The path ${id} was not measured.`);
  const { alone, together } = counted;
  return { title, cost, counts: { alone, together } };
}

function traceOf({ id, title }: Path): string {
  return `${title}\n\n${traceText(counts.get(id)?.trace ?? [])}`;
}

function note(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} measuring ${what}\n`);
}
