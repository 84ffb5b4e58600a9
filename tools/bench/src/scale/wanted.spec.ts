import { fairnessRows, importRows, moveRows, peopleFileRows, type Row } from './wanted.js';

const notHeld = (rows: readonly Row[]) => rows.filter(({ isHeld }) => !isHeld).map(({ cells }) => cells[0]);

const imported = { perSecond: 2_000, failed: 10, wantedFailed: 10, megabytes: { reassignment: 150 } };
const moved = { perSecond: 700, megabytes: { reassignment: 150 } };
const raw = { ownerOnly: 1_000, sameFields: 800 };
const quiet = { runMs: 300, pageP95Ms: 20 };

it('holds an import that tells every bad line, in bounded memory', () => {
  expect(notHeld(importRows(imported))).toEqual([]);
  expect(notHeld(importRows({ ...imported, failed: 9 }))).toEqual(['lines told as bad']);
  expect(notHeld(importRows({ ...imported, megabytes: { gateway: 201 } }))).toEqual([
    'most memory of gateway, MB',
  ]);
});

it('holds a move that is no slower than it may be beside one raw command', () => {
  expect(notHeld(moveRows(moved, raw))).toEqual([]);
  expect(notHeld(moveRows({ ...moved, perSecond: 650 }, raw))).toEqual(['of the latter']);
  expect(notHeld(moveRows({ ...moved, perSecond: 500 }, raw))).toEqual(['of the former', 'of the latter']);
  expect(notHeld(moveRows({ ...moved, megabytes: { reassignment: 201 } }, raw))).toHaveLength(1);
});

it('holds a neighbour whose run is soon over, or takes twice as long as alone, and whose pages take twice as long', () => {
  expect(notHeld(fairnessRows(quiet, { runMs: 2_000, pageP95Ms: 40 }))).toEqual([]);
  expect(notHeld(fairnessRows({ ...quiet, runMs: 1_500 }, { runMs: 3_000, pageP95Ms: 40 }))).toEqual([]);
  expect(notHeld(fairnessRows(quiet, { runMs: 2_001, pageP95Ms: 41 }))).toHaveLength(2);
});

it('holds a file of people of which every row is done, as fast as those of a small file, in bounded memory', () => {
  const small = {
    ...{ rows: 1_000, fileMegabytes: 0.1, uploadSeconds: 1, perSecond: 100, done: 1_000 },
    megabytes: { 'identity-1': 120, gateway: 110 },
  };
  const large = { ...small, rows: 100_000, done: 100_000, megabytes: { 'identity-1': 510, gateway: 130 } };
  expect(notHeld(peopleFileRows({ small, large }))).toEqual([]);
  expect(notHeld(peopleFileRows({ small, large: { ...large, done: 99_999 } }))).toEqual(['rows done']);
  expect(notHeld(peopleFileRows({ small, large: { ...large, perSecond: 59 } }))).toEqual(['rows a second']);
  const heavy = { ...large, megabytes: { 'identity-1': 513, gateway: 130 } };
  expect(notHeld(peopleFileRows({ small, large: heavy }))).toEqual(['most memory of identity-1, MB']);
});
