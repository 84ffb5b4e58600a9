import { type Fault, userWaitListed } from '@seatkeeper/contracts';
import type { FlowRun } from '../flows/flow-run.js';
import { userEvent } from '../users/user-changes.js';
import type { UserCodesRepository } from '../users/user-codes.repository.js';
import { placeAt } from '../users/waiting-places.js';

/**
 * The end of a flow that got no place for somebody who is new. Nothing is left behind, and the refusal is thrown; or they are the
 * last of the wait list, if it was for want of a seat and whoever asked wants them to wait.
 */
export async function endWithoutPlace(
  run: FlowRun<'invite' | 'join'>,
  refusal: Fault,
  codes: UserCodesRepository,
): Promise<void> {
  const { input } = run.flow;
  if (refusal.code !== 'no-free-seat' || input.whenNoSeat !== 'wait') {
    await run.remove();
    throw refusal;
  }
  await endWaiting(run, codes);
}

/** The user is the last of the wait list. */
export async function endWaiting(
  run: FlowRun<'invite' | 'join' | 'arrive'>,
  codes: UserCodesRepository,
): Promise<void> {
  const { by } = run.flow;
  const { _id: userId } = run.user;
  const userCode = await codes.codeFor(run.user);
  await run.end((_before, now) => ({
    set: { status: 'waiting', waitingSince: now, waitingPlace: placeAt(now, userId), userCode },
    unset: ['arrival'],
    events: (change) => [userEvent(userWaitListed, { ...change, by })],
  }));
}
