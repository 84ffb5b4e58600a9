import type { Cost } from '../measures/rounds.js';
import { digits, markdownTable } from './columns.js';
import { type Goal, isMet } from './goals.js';
import { shareOfFloor, timesFloor } from './ratios.js';
import type { PathReport, Report } from './report.js';

/** What each path has to reach, by its id. */
type Goals = Readonly<Record<string, readonly Goal[]>>;

/** All paths in three tables: what they do, what CPU each process spends on them, and which goals are met. */
export function summaryText(report: Report, goals: Goals): string {
  const paths = Object.values(report.paths);
  return [
    `Commit ${report.commit.slice(0, 7)}, Node ${report.node}; a journaled write took ${digits(report.floors.journaledWriteMs)} ms, `,
    `a message and its answer ${digits(report.floors.messageRoundTripMs)} ms. All of one operation, CPU over all processes.\n\n`,
    markdownTable(PATH_HEAD, paths.flatMap(pathRows)),
    '\nCPU milliseconds of one operation by process, under load\n\n',
    processTable(paths),
    '\nGoals\n\n',
    goalTable(report, goals),
    verdict(report, goals),
  ].join('');
}

const PATH_HEAD = [
  ...['path', 'at once', 'rate /s', 'p50 ms', 'p99 ms', 'CPU ms', 'database', 'sent', 'handed out', 'Redis'],
  ...['floor /s', 'of floor', 'floor CPU ms', '× floor CPU'],
];

function pathRows(path: PathReport): string[][] {
  const { cost, counts } = path;
  return (['alone', 'together'] as const).flatMap((way) => {
    const [one, counted, floor] = [cost[way], counts[way], cost.floor?.[way]];
    if (!one || !counted) return [];
    const only = { ...cost, together: undefined, alone: one, floor: floor && { alone: floor } };
    return [
      [
        path.title,
        String(one.atOnce),
        ...[one.perSecond, one.p50Ms, one.p99Ms, one.cpuMs].map(digits),
        ...[counted.operations, counted.published, counted.delivered, counted.redisCommands].map(digits),
        ...[floor?.perSecond, shareOfFloor(only), floor?.cpuMs, timesFloor(only)].map(digits),
      ],
    ];
  });
}

const load = ({ cost }: PathReport): Cost => cost.together ?? cost.alone;

function processTable(paths: readonly PathReport[]): string {
  const names = [...new Set(paths.flatMap((path) => Object.keys(load(path).cpuMsByProcess)))].filter((name) =>
    paths.some((path) => (load(path).cpuMsByProcess[name] ?? 0) >= 0.1),
  );
  return markdownTable(
    ['path', ...names],
    paths.map((path) => [path.title, ...names.map((name) => digits(load(path).cpuMsByProcess[name]))]),
  );
}

interface Verdict {
  readonly path: PathReport;
  readonly goal: Goal;
  readonly value: number;
}

function verdicts({ paths }: Report, goals: Goals): Verdict[] {
  return Object.entries(paths).flatMap(([id, path]) =>
    (goals[id] ?? []).map((goal) => ({ path, goal, value: goal.of(path) })),
  );
}

const isWanted = ({ atMost, atLeast }: Goal): boolean => atMost !== undefined || atLeast !== undefined;

function goalTable(report: Report, goals: Goals): string {
  const rows = verdicts(report, goals).map(({ path, goal, value }) => [
    `${path.title}: ${goal.what}`,
    shown(goal.before, goal),
    shown(value, goal),
    wanted(goal),
    isWanted(goal) ? (isMet(goal, value) ? 'met' : 'not met') : '',
  ]);
  return markdownTable(['goal', 'before', 'now', 'wanted', ''], rows);
}

const shown = (value: number | undefined, { unit }: Goal): string =>
  value === undefined ? '' : `${digits(value)} ${unit}`.trim();

function wanted(goal: Goal): string {
  if (goal.atMost !== undefined) return `≤ ${shown(goal.atMost, goal)}`;
  return goal.atLeast === undefined ? '' : `≥ ${shown(goal.atLeast, goal)}`;
}

function verdict(report: Report, goals: Goals): string {
  const asked = verdicts(report, goals).filter(({ goal }) => isWanted(goal));
  const met = asked.filter(({ goal, value }) => isMet(goal, value));
  return `\n${met.length} of ${asked.length} goals are met.\n`;
}
