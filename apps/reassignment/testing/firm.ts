import {
  getReassignment,
  ReassignmentPlan,
  type RunState,
  startReassignment,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import type { ReassignmentStage } from './reassignment-stage.js';
import { recordsIn } from './seeded-records.js';

/** A firm of four, and what is asked there about runs; without an id the run is the one that the firm begins with. */
export function firmOn({ service, people, peer: { bus } }: ReassignmentStage) {
  const accountId = newId('acc');
  const person = () => people.add(accountId).id;
  const [ann, bob, cem, dan] = [person(), person(), person(), person()];
  const id = newId('rea');
  const get = (reassignmentId = id) => bus.request(getReassignment, { accountId, reassignmentId });
  return {
    accountId,
    ...{ ann, bob, cem, dan },
    id,
    get,
    /** With the users of the plan, nobody is asked who they are. */
    start: (plan: object, reassignmentId = id, users?: ReturnType<typeof people.of>) =>
      bus.request(startReassignment, {
        accountId,
        by: userActor(ann),
        reassignmentId,
        plan: ReassignmentPlan.parse({ from: ann, ...plan }),
        users,
      }),
    is: (state: RunState, reassignmentId = id) =>
      eventually(async () => {
        const run = await get(reassignmentId);
        expect(run.state).toBe(state);
        return run;
      }, 30_000),
    owns: (ownerId: string) => recordsIn(service).count(accountId, { ownerId }),
  };
}
