import { fairnessRows, importRows, moveRows, type Row } from './wanted.js';

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
