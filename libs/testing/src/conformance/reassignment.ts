import {
  checkReassignment,
  countRecords,
  getReassignment,
  type PlanUsers,
  previewReassignment,
  startReassignment,
  systemActor,
  type UserStatus,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import type { z } from 'zod';
import type { Ask } from './asking.js';

/** What reassignment promises to who moves the records of somebody who leaves, for the service and its stand-ins. */
export function itKeepsTheContractsOfReassignment(stage: () => { ask: Ask }): void {
  const accountId = newId('acc');
  const by = systemActor('conformance');
  const [ann, bob, cem] = [newId('usr'), newId('usr'), newId('usr')];
  const users = (statuses: Record<string, UserStatus>): z.input<typeof PlanUsers> =>
    Object.entries(statuses).map(([id, status]) => ({ id, status }));
  const all = users({ [ann]: 'deactivated', [bob]: 'active', [cem]: 'invited' });
  const refusal = (...paths: string[]) => ({
    code: 'validation-failed',
    errors: paths.map((path) => ({ path })),
  });

  describe('the contracts of reassignment', () => {
    it.each<[string, object, z.input<typeof PlanUsers>, string[]]>([
      ['to somebody active', { to: bob }, all, []],
      ['to some who are active or invited', { split: [bob, cem] }, all, []],
      ['to the owner', { to: ann }, all, ['to']],
      ['to a stranger', { to: newId('usr') }, all, ['to']],
      ['to somebody banned', { to: bob }, users({ [ann]: 'active', [bob]: 'banned' }), ['to']],
      ['from a stranger', { from: newId('usr'), to: bob }, all, ['from']],
      [
        'with several mistakes',
        { split: [ann, bob], rules: [{ types: ['task'], to: newId('usr') }] },
        all,
        ['split[0].to', 'rules[0].to'],
      ],
    ])('a plan %s is checked and started by the users it comes with', async (_case, given, known, paths) => {
      const plan = { from: ann, ...given };
      const check = stage().ask(checkReassignment, { accountId, plan, users: known });
      const reassignmentId = newId('rea');
      const start = () =>
        stage().ask(startReassignment, { accountId, by, reassignmentId, plan, users: known });
      if (paths.length === 0) {
        expect(await check).toEqual({});
        expect(await start()).toMatchObject({ id: reassignmentId, from: ann, startedBy: by });
      } else {
        await expect(check).rejects.toMatchObject(refusal(...paths));
        await expect(start()).rejects.toMatchObject(refusal(...paths));
      }
    });

    it('a plan that was checked before begins in any case, though a target has left since', async () => {
      const plan = { from: ann, to: bob };
      const known = users({ [ann]: 'deactivated', [bob]: 'deactivated' });
      const request = { accountId, by, reassignmentId: newId('rea'), plan, users: known };
      await expect(stage().ask(startReassignment, request)).rejects.toMatchObject(refusal('to'));
      const begun = await stage().ask(startReassignment, { ...request, inAnyCase: true });
      expect(begun).toMatchObject({ id: request.reassignmentId, state: 'queued' });
    });

    it('of who has no records nothing would move, nothing is counted, and who cannot get any is refused', async () => {
      const preview = (to: string) =>
        stage().ask(previewReassignment, { accountId, plan: { from: ann, to }, users: all });
      expect(await preview(bob)).toMatchObject({ total: 0, byType: [] });
      await expect(preview(ann)).rejects.toMatchObject(refusal('to'));
      expect(await stage().ask(countRecords, { accountId, user: ann })).toEqual({ total: 0, items: [] });
    });

    it('a preview names what it has counted, and a run can be bound to that', async () => {
      const plan = { from: ann, to: bob };
      const preview = await stage().ask(previewReassignment, { accountId, plan, users: all });
      const bound = { manifest: preview.manifest ?? '', driftLimit: { records: 0 } };
      expect(await stage().ask(previewReassignment, { accountId, plan, users: all, bound })).toEqual(preview);
      const request = { accountId, by, reassignmentId: newId('rea'), plan, users: all, bound };
      expect(await stage().ask(startReassignment, request)).toMatchObject({
        bound: { manifest: bound.manifest },
      });
    });

    it('a run can be asked for under its id, and another one is not there', async () => {
      const reassignmentId = newId('rea');
      const plan = { from: ann, to: bob };
      await stage().ask(startReassignment, { accountId, by, reassignmentId, plan, users: all });
      const get = (id: string) => stage().ask(getReassignment, { accountId, reassignmentId: id });
      expect(await get(reassignmentId)).toMatchObject({ id: reassignmentId, from: ann });
      await expect(get(newId('rea'))).rejects.toMatchObject({ code: 'not-found' });
    });

    it('a run that is started twice under one id is one, with the plan of the first', async () => {
      const reassignmentId = newId('rea');
      const start = (to: string) =>
        stage().ask(startReassignment, {
          accountId,
          by,
          reassignmentId,
          plan: { from: ann, to },
          users: all,
        });
      const first = await start(bob);
      expect(await start(cem)).toMatchObject({
        id: reassignmentId,
        plan: first.plan,
        createdAt: first.createdAt,
      });
    });
  });
}
