import { banUser, deactivateUser, freeSeats, reactivateUser } from '@seatkeeper/contracts';
import { eventually, type TestService } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { BansService } from '../bans/bans.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import { SeatsClient } from '../seats/seats.client.js';
import { fenceOf } from '../users/fences.js';
import { UsersRepository } from '../users/users.repository.js';

/** A lease that runs out, and a sweep. */
const TAKEN_OVER_MS = 40_000;

describe('a copy of identity that freezes in a flow and wakes after others have gone on', () => {
  let stage: Stage;
  let frozen: TestService;
  let firm: Firm;

  beforeAll(async () => {
    stage = await startStage();
    frozen = await stage.addCopy();
    firm = await stage.signUp(20);
  }, 60_000);
  afterAll(() => stage.close());

  /** Freezes right before the first call of a method: no lease is renewed, nothing is written, until `wake`. */
  function freezeIn<T extends object>(target: T, method: keyof T & string) {
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    let isFrozen = false;
    const call = (target[method] as (...given: unknown[]) => unknown).bind(target);
    const { flows } = frozen.get(UsersRepository);
    flows.renew = () => Promise.resolve(true);
    Object.assign(target, {
      [method]: async (...given: unknown[]) => {
        Reflect.deleteProperty(target, method);
        isFrozen = true;
        await woken;
        return call(...given);
      },
    });
    return {
      untilFrozen: () => eventually(() => expect(isFrozen).toBe(true), TAKEN_OVER_MS),
      wake: () => {
        Reflect.deleteProperty(flows, 'renew');
        wake();
      },
    };
  }
  const command = (userId: string) => ({ accountId: firm.accountId, userId, by: firm.by });
  const listed = async () => (await frozen.get(AccountsRepository).get(firm.accountId)).globalAdmins;
  const atRest = (userId: string) =>
    eventually(async () => {
      const user = await frozen.get(UsersRepository).get(firm.accountId, userId);
      expect(user.flow).toBeUndefined();
    }, TAKEN_OVER_MS);

  it('counts nobody as a global admin who was deactivated meanwhile, so that the last one stays', async () => {
    const { id: userId } = await firm.join('ben', { globalAdmin: true });
    await stage.ask(banUser, { ...command(userId), reason: 'Lost laptop' });
    const { untilFrozen, wake } = freezeIn(frozen.get(AccountsRepository), 'admit');
    const by = { ...firm.by, proved: true as const };
    const answer = frozen.get(BansService).unban({ ...command(userId), by });
    await untilFrozen();
    await atRest(userId);
    expect(await listed()).toEqual([firm.admin.id, userId]);
    await stage.ask(deactivateUser, command(userId));
    wake();
    expect(await answer).toMatchObject({ status: 'deactivated' });
    expect(await listed()).toEqual([firm.admin.id]);
    const leaving = stage.ask(deactivateUser, command(firm.admin.id));
    await expect(leaving).rejects.toMatchObject(refused('last-global-admin'));
  }, 120_000);

  it('takes no seat for who was deactivated meanwhile', async () => {
    const { id: userId } = await firm.join('cleo');
    await stage.ask(deactivateUser, command(userId));
    const { untilFrozen, wake } = freezeIn(frozen.get(SeatsClient), 'claim');
    const answer = frozen.get(DeparturesService).reactivate(command(userId));
    await untilFrozen();
    await atRest(userId);
    await stage.ask(deactivateUser, command(userId));
    wake();
    expect(await answer).toMatchObject({ status: 'deactivated' });
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    expect(held).not.toContain(userId);
  }, 120_000);

  it('begins anew under another lease where licensing has heard of a newer command, and answers', async () => {
    const { id: userId } = await firm.join('dana');
    await stage.ask(deactivateUser, command(userId));
    const user = await frozen.get(UsersRepository).get(firm.accountId, userId);
    // As after the database of identity, and not that of licensing, was restored.
    const fence = fenceOf(user, user.version + 1);
    await stage.ask(freeSeats, { ...command(userId), fence });
    await expect(stage.ask(reactivateUser, command(userId))).resolves.toMatchObject({ status: 'active' });
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
  }, 60_000);
});
