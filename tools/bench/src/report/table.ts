import { operationsOf } from '../measures/counts.js';
import { type Idle, ownPercent } from '../measures/idle.js';
import type { PathReport, Report } from './report.js';

type Row = readonly [what: string, value: string, before?: string, change?: string];

/** The report as a table; with another one beside it, as far as that has the same rows. */
export function tableText(report: Report, before?: Report): string {
  const rows = rowsOf(report);
  const then = new Map(before && rowsOf(before).map(({ what, value }) => [what, value]));
  const lines: Row[] = rows.map(({ what, value, unit }) => {
    const was = then.get(what);
    return [
      what,
      show(value, unit),
      was === undefined ? '' : show(was, unit),
      was === undefined || was === 0 ? '' : `× ${(value / was).toFixed(2)}`,
    ];
  });
  const head: Row = ['', short(report.commit), before ? short(before.commit) : '', ''];
  return columns([head, ...lines]);
}

interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

function rowsOf({ floors, idle, paths }: Report): Line[] {
  return [
    { what: 'floor: one journaled write', value: floors.journaledWriteMs, unit: 'ms' },
    { what: 'floor: one message and its answer', value: floors.messageRoundTripMs, unit: 'ms' },
    ...idleRows(idle, Object.keys(paths).length === 0),
    ...Object.entries(paths).flatMap(([id, path]) => pathRows(id, path)),
  ];
}

/** Each command by its name only where the rest is all there is to read. */
function idleRows({ traffic, floor, ...idle }: Report['idle'], isAll: boolean): Line[] {
  return [
    { what: 'idle: CPU of one core', value: idle.percent, unit: '%' },
    { what: 'idle: CPU, services and supervisor', value: ownPercent(idle), unit: '%' },
    ...parts('idle: CPU', idle.percentByProcess, '%'),
    ...parts('idle: wakeups a second', idle.wakeupsByProcess ?? {}, ''),
    ...parts('idle: each second', traffic.perSecond, ''),
    ...(isAll ? parts('idle: each second', traffic.byLabel, '').map(shortened) : []),
    ...(floor ? floorRows('servers alone', floor.servers) : []),
    ...(floor ? floorRows('with idle clients', floor.withClients) : []),
  ];
}

/** The names of long pipelines would make every line as wide. */
const shortened = (line: Line): Line => ({ ...line, what: line.what.slice(0, 120) });

function floorRows(what: string, { percent, percentByProcess }: Idle): Line[] {
  return [
    { what: `idle, floor, ${what}: CPU of one core`, value: percent, unit: '%' },
    ...parts(`idle, floor, ${what}: CPU`, percentByProcess, '%'),
  ];
}

function pathRows(id: string, { cost, counts }: PathReport): Line[] {
  return (['alone', 'together'] as const).flatMap((way) => {
    const at = `${id}, ${way}`;
    const [one, counted, floor] = [cost[way], counts[way], cost.floor?.[way]];
    if (!one || !counted) return [];
    return [
      { what: `${at}: database operations`, value: counted.operations, unit: '' },
      ...parts(`${at}: operations`, operationsOf(counted), ''),
      { what: `${at}: messages sent`, value: counted.published, unit: '' },
      { what: `${at}: messages handed out`, value: counted.delivered, unit: '' },
      { what: `${at}: Redis commands`, value: counted.redisCommands, unit: '' },
      { what: `${at}: CPU`, value: one.cpuMs, unit: 'ms' },
      ...parts(`${at}: CPU`, one.cpuMsByProcess, 'ms'),
      { what: `${at}: answers`, value: one.perSecond, unit: '/s' },
      { what: `${at}: answer, p50`, value: one.p50Ms, unit: 'ms' },
      { what: `${at}: answer, p99`, value: one.p99Ms, unit: 'ms' },
      ...(floor
        ? [
            { what: `${at}: floor, CPU`, value: floor.cpuMs, unit: 'ms' },
            { what: `${at}: floor, answer p50`, value: floor.p50Ms, unit: 'ms' },
            { what: `${at}: CPU against its floor`, value: one.cpuMs / floor.cpuMs, unit: '×' },
          ]
        : []),
    ];
  });
}

function parts(of: string, values: Readonly<Record<string, number>>, unit: string): Line[] {
  return Object.entries(values)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, value]) => ({ what: `${of}, ${name}`, value, unit }));
}

function show(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${unit}`.trim();
}

const short = (commit: string): string => commit.slice(0, 7);

function columns(rows: readonly Row[]): string {
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell = '', at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
