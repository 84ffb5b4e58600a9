import { userWaitListed } from '@seatkeeper/contracts';
import type { FlowRun } from '../flows/flow-run.js';
import { userEvent } from '../users/user-changes.js';
import type { UserCodesRepository } from '../users/user-codes.repository.js';
import { placeAt } from '../users/waiting-places.js';

/** The end of a flow that found no seat, of somebody who is new: the last of the wait list. */
export async function waitForSeat(run: FlowRun, codes: UserCodesRepository): Promise<void> {
  const { by } = run.flow;
  const { _id: userId } = run.user;
  const userCode = await codes.codeFor(run.user);
  await run.end((_before, now) => ({
    set: { status: 'waiting', waitingSince: now, waitingPlace: placeAt(now, userId), userCode },
    events: (change) => [userEvent(userWaitListed, { ...change, by })],
  }));
}
