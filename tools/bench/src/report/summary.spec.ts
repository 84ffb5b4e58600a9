import type { Cost } from '../measures/rounds.js';
import type { Counts } from '../measures/counts.js';
import type { Goal } from './goals.js';
import type { Report } from './report.js';
import { summaryText } from './summary.js';

const cost = (atOnce: number, cpuMs: number, perSecond: number): Cost => ({
  atOnce,
  perSecond,
  p50Ms: 12,
  p99Ms: 34.56,
  cpuMs,
  cpuMsByProcess: { identity: cpuMs - 1, mongodb: 1, redis: 0.01 },
});
const counts = (operations: number): Counts => ({
  operations,
  operationsByService: {},
  published: 3,
  delivered: 4,
  redisCommands: 2,
  byLabel: {},
});
const report: Report = {
  commit: 'a'.repeat(40),
  node: 'v24.0.0',
  floors: { journaledWriteMs: 1.5, messageRoundTripMs: 0.5 },
  idle: {
    seconds: 30,
    percent: 3,
    percentByProcess: {},
    traffic: { perSecond: { mongodb: 0, rabbitmq: 0, redis: 0 }, byLabel: {} },
  },
  paths: {
    greet: {
      title: 'a greeting',
      cost: {
        alone: cost(1, 12, 20),
        together: cost(8, 10, 50),
        floor: { alone: cost(1, 3, 80), together: cost(8, 2, 100) },
      },
      counts: { alone: counts(7), together: counts(5.5) },
    },
    pack: { title: 'a parcel', cost: { alone: cost(1, 4, 9) }, counts: { alone: counts(1) } },
  },
};
const rows = (text: string, begin: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`| ${begin}`))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

it('tells of each path what it costs alone and with others, and what the floor with as many at once would', () => {
  const text = summaryText(report, {});
  expect(rows(text, 'a greeting').slice(0, 2)).toEqual([
    [
      'a greeting',
      '1',
      '20.0',
      '12.0',
      '34.6',
      '12.0',
      '7.00',
      '3.00',
      '4.00',
      '2.00',
      '80.0',
      '0.25',
      '3.00',
      '4.00',
    ],
    [
      'a greeting',
      '8',
      '50.0',
      '12.0',
      '34.6',
      '10.0',
      '5.50',
      '3.00',
      '4.00',
      '2.00',
      '100',
      '0.50',
      '2.00',
      '5.00',
    ],
  ]);
});

it('has one line for what is done in batches, and dashes where there is no floor', () => {
  const [row, ...more] = rows(summaryText(report, {}), 'a parcel');
  expect(row?.slice(-4)).toEqual(['–', '–', '–', '–']);
  // The other one is in the table of the processes, which leaves out who does next to nothing.
  expect(more).toEqual([['a parcel', '3.00', '1.00']]);
});

it('judges what was measured, tells what has no goal beside what it was before, and counts what is met', () => {
  const goals: Record<string, Goal[]> = {
    greet: [
      { what: 'CPU', unit: 'ms', before: 40, atMost: 10, of: ({ cost }) => cost.together?.cpuMs ?? NaN },
      { what: 'rate against the floor', unit: '', atLeast: 0.6, of: () => 0.5 },
    ],
    pack: [{ what: 'CPU', unit: 'ms', before: 5, of: ({ cost }) => cost.alone.cpuMs }],
    'not measured': [{ what: 'CPU', unit: 'ms', atMost: 1, of: () => 2 }],
  };
  const text = summaryText(report, goals);
  expect(rows(text, 'a greeting: ')).toEqual([
    ['a greeting: CPU', '40.0 ms', '10.0 ms', '≤ 10.0 ms', 'met'],
    ['a greeting: rate against the floor', '', '0.50', '≥ 0.60', 'not met'],
  ]);
  expect(rows(text, 'a parcel: ')).toEqual([['a parcel: CPU', '5.00 ms', '4.00 ms', '', '']]);
  expect(text).toContain('1 of 2 goals are met.');
});
