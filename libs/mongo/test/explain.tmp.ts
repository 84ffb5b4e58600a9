import { person, testDatabase } from './fixture.js';
import { afterKey } from '../src/keyset.js';
const d = await testDatabase();
await d.raw.insertMany(Array.from({ length: 20000 }, (_, i) => ({ ...person({ _id: `b${i}`, accountId: 'acc_page', lastName: `n${String((i * 7919) % 20000).padStart(6, '0')}` }), version: 1 })) as any);
for (const dir of [1, -1] as const)
 for (const at of ['n000200', 'n010000', 'n019000'])
  for (const bound of [true, false]) {
  let cond = afterKey([['lastName', dir], ['_id', dir]], [at, 'b5'], new Set());
  if (!bound) cond = cond.slice(1);
  const cur = d.raw.find({ $and: [{ accountId: 'acc_page' }, ...cond] } as any).sort({ lastName: dir, _id: dir }).limit(201);
  const ex: any = await cur.clone().explain('executionStats').catch((e: Error) => e.message);
  const times: number[] = [];
  for (let i = 0; i < 10; i++) { const t = performance.now(); await cur.clone().toArray(); times.push(performance.now() - t); }
  times.sort((a, b) => a - b);
  const stages = (s: any): string => s.stage + (s.inputStage ? '>' + stages(s.inputStage) : '') + (s.inputStages ? '[' + s.inputStages.map(stages).join(',') + ']' : '');
  console.log(dir, at, 'bound', bound, typeof ex === 'string' ? ex : [ex.executionStats?.totalKeysExamined, ex.executionStats?.totalDocsExamined, stages(ex.queryPlanner?.winningPlan?.queryPlan ?? ex.queryPlanner?.winningPlan)], 'median', times[5]!.toFixed(1));
}
await d.close(); process.exit(0);
