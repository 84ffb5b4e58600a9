import type { Report } from './report.js';
import { tableText } from './table.js';

const report = (commit: string, idlePercent: number): Report => ({
  commit,
  node: 'v24.0.0',
  floors: { journaledWriteMs: 1.5, messageRoundTripMs: 0.5 },
  idle: {
    windows: 1,
    seconds: 30,
    percent: idlePercent,
    percentByProcess: { identity: idlePercent / 2, supervisor: idlePercent / 5, mongodb: idlePercent / 4 },
    wakeupsByProcess: { identity: 20 },
    traffic: { perSecond: { mongodb: 20, rabbitmq: 0, redis: 0 }, byLabel: {} },
  },
  paths: {},
});

it('puts two reports side by side and says by how much each number changed', () => {
  const text = tableText(report('b'.repeat(40), 3), report('a'.repeat(40), 15));
  const line = text.split('\n').find((row) => row.startsWith('idle: CPU of one core'));
  expect(line?.split(/\s{2,}/)).toEqual(['idle: CPU of one core', '3.00 %', '15.0 %', '× 0.20']);
  expect(text.split('\n')[0]?.trim().split(/\s+/)).toEqual(['bbbbbbb', 'aaaaaaa']);
});

it('says nothing of a change where there was nothing before', () => {
  const line = tableText(report('b', 3))
    .split('\n')
    .find((row) => row.startsWith('idle: CPU, identity'));
  expect(line?.split(/\s{2,}/)).toEqual(['idle: CPU, identity', '1.50 %']);
});

it('says how much of an idle stack is its own code, which is all but the servers', () => {
  const line = tableText(report('b', 10))
    .split('\n')
    .find((row) => row.startsWith('idle: CPU, services and supervisor'));
  expect(line?.split(/\s{2,}/)).toEqual(['idle: CPU, services and supervisor', '7.00 %']);
});
