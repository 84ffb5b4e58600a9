import {
  type BulkAction,
  BulkAction as Actions,
  BulkWish,
  fieldErrors,
  userActor,
} from '@seatkeeper/contracts';
import { actOf, listAfter, PERMISSIONS } from './bulk-acts.js';
import {
  handfuls,
  inOrder,
  progressOf,
  refuseAnother,
  refuseCancelling,
  refuseRetry,
  refuseUnlessOwn,
} from './bulk-jobs.js';

const id = (n: number | string) => `usr_${String(n).padStart(10, '0')}`;
const select = { ids: [id(1), id(2), id(1)] };
const ann = userActor(id('ann'));

describe('a wish', () => {
  it('names everybody once, and is stored without whom it is about', () => {
    const wish = BulkWish.parse({ action: 'ban', reason: 'Lost laptop', until: '2030-01-01', select });
    expect(wish.select.ids).toEqual([id(1), id(2)]);
    expect(actOf(wish)).toEqual({ action: 'ban', reason: 'Lost laptop', until: '2030-01-01T00:00:00.000Z' });
  });

  it.each<[string, object, string, RegExp]>([
    ['of nobody', { action: 'unban', select: { ids: [] } }, 'select.ids', /at least one user/],
    ['of no selection', { action: 'unban', select: {} }, 'select', /ids or filter/],
    ['of two selections', { action: 'unban', select: { ...select, filter: { q: 'a' } } }, 'select', /ids or/],
    [
      'of an empty filter',
      { action: 'unban', select: { filter: {} } },
      'select.filter',
      /at least one filter/,
    ],
    ['of a blank filter', { action: 'unban', select: { filter: { q: ' ' } } }, 'select.filter', /one filter/],
    [
      'whose filter is misspelt, which would mean everybody else',
      { action: 'unban', select: { filter: { q: 'ann', statsu: 'active' } } },
      'select.filter.statsu',
      /did you mean status/,
    ],
    ['of an act that there is not', { action: 'promote', select }, 'action', /Expected any of deactivate, /],
    ['of a ban without a reason', { action: 'ban', select }, 'reason', /required/],
    [
      'of an act with what belongs to another',
      { action: 'unban', reason: 'x', select },
      'reason',
      /not known/,
    ],
    ['that changes no group', { action: 'regroup', select }, '', /add or to remove/],
    [
      'that adds and removes one product',
      { action: 'change-products', add: ['core'], remove: ['core'], select },
      '',
      /added and removed/,
    ],
    ['that updates nothing', { action: 'update', changes: {}, select }, 'changes', /what to change/],
    [
      'that renames many',
      { action: 'update', changes: { lastName: 'Lee' }, select },
      'changes.lastName',
      /known/,
    ],
  ])('%s is refused in words', (_case, wish, path, message) => {
    const { error } = BulkWish.safeParse(wish);
    expect(error && fieldErrors(error)).toContainEqual({ path, message: expect.stringMatching(message) });
  });

  it('of each act is possible', () => {
    const given: Partial<Record<BulkAction, object>> = {
      ban: { reason: 'x' },
      regroup: { add: ['grp_00000000'] },
      'change-products': { remove: ['core'] },
      update: { changes: { department: 'Tax' } },
    };
    for (const action of Actions.options)
      expect(BulkWish.safeParse({ action, ...given[action], select }).error).toBeUndefined();
    expect(Object.keys(PERMISSIONS).sort()).toEqual([...Actions.options].sort());
  });
});

describe('the users of a job', () => {
  it('are handled five at a time, and who acts last and alone', () => {
    const ids = inOrder([ann.id, ...Array.from({ length: 12 }, (_, n) => id(n))], ann);
    const groups = handfuls(
      ids.map((userId) => ({ userId })),
      ann,
    );
    expect(groups.map((group) => group.length)).toEqual([5, 5, 2, 1]);
    expect(groups.at(-1)).toEqual([{ userId: ann.id }]);
    expect(groups.flat().map(({ userId }) => userId)).toEqual(ids);
  });

  it('get a list that keeps its order, and nothing twice', () => {
    expect(listAfter(['a', 'b', 'c'], { add: ['d', 'a'], remove: ['b', 'x'] })).toEqual(['a', 'c', 'd']);
    expect(listAfter(['a'], { add: [], remove: ['a'] })).toEqual([]);
  });
});

describe('a bulk job', () => {
  const job = (
    state: 'queued' | 'running' | 'finished' | 'cancelled' | 'stopped',
    refused = 0,
    waiting = 0,
  ) => ({
    state,
    progress: progressOf({ done: 3, refused, waiting }),
  });

  it.each([
    ['waits for its turn', job('queued', 1), 'wrong-job-state', null],
    ['runs', job('running', 1), 'wrong-job-state', null],
    ['has ended with everybody done', job('finished'), 'wrong-job-state', 'wrong-job-state'],
    ['has ended with one refused', job('finished', 1), null, 'wrong-job-state'],
    ['was stopped', job('stopped', 1), null, 'wrong-job-state'],
    ['was cancelled before its end', job('cancelled', 0, 1), null, 'wrong-job-state'],
  ])('that %s is tried again or cancelled when that means something', (_case, given, retry, cancel) => {
    expect(refuseRetry(given)?.code ?? null).toBe(retry);
    expect(refuseCancelling(given)?.code ?? null).toBe(cancel);
  });

  it.each([
    ['who began it', ann, [], null],
    ['a key of who began it', userActor(ann.id, 'key_00000000'), [], 'forbidden'],
    ['a colleague', userActor(id(1)), [], 'forbidden'],
    ['a colleague who reads users', userActor(id(1)), ['users.read' as const], null],
  ])('is shown to %s as far as they may', (_case, by, held, code) => {
    const refusal = refuseUnlessOwn({ by: ann }, by, held, 'users.read');
    expect(refusal?.code ?? null).toBe(code);
    if (refusal) expect(refusal.members).toEqual({ permission: 'users.read' });
  });

  it('is one of three that an account has open', () => {
    expect([0, 2, 3].map((open) => refuseAnother(open)?.code ?? null)).toEqual([
      null,
      null,
      'too-many-requests',
    ]);
  });

  it('counts its users by what became of them', () => {
    expect(progressOf({ done: 2, unchanged: 1, refused: 3 })).toEqual({
      total: 6,
      waiting: 0,
      done: 2,
      unchanged: 1,
      refused: 3,
    });
  });
});
