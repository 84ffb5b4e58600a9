import { ReassignmentPlan } from '@seatkeeper/contracts';
import { settled } from './arrivals.js';
import { receiverOf } from './hand-overs.js';

const [ann, bob, cem, dan] = ['usr_annannann', 'usr_bobbobbob', 'usr_cemcemcem', 'usr_dandandan'];
const plan = (part: object) => ReassignmentPlan.parse({ from: ann, ...part });
const task = (n = 1) => ({ type: 'task', externalId: `T-${n}`, tags: ['urgent'], closed: false });
const all = () => true;
const but =
  (...gone: string[]) =>
  (id: string) =>
    !gone.includes(id);
const byType = { to: bob, rules: [{ types: ['task'], to: cem }] };

describe('What comes for somebody who has handed over goes', () => {
  it.each([
    ['to whom the plan names', { to: bob }, all, bob],
    ['to whom it names for the type', byType, all, cem],
    ['to whom it names for the rest, when that one has left', byType, but(cem), bob],
    [
      'to the largest share, when nobody else is left',
      { split: [{ to: bob, weight: 2 }, cem] },
      but(bob),
      cem,
    ],
    ['to nobody, when all have left', byType, but(bob, cem), null],
    ['to nobody, where the plan means other types', { to: bob, filter: { types: ['matter'] } }, all, null],
    ['to nobody, where it means other tags', { to: bob, filter: { tags: ['old'] } }, all, null],
    [
      'to whom it names, where it means one of the tags',
      { to: bob, filter: { tags: ['old', 'urgent'] } },
      all,
      bob,
    ],
    ['to nobody, where it means what is closed', { to: bob, filter: { closed: true } }, all, null],
  ])('%s', (_case, given, may, receiver) => {
    expect(receiverOf(plan(given), task(), may)).toBe(receiver);
  });

  it('in shares by their weights, the same to the same one however often it comes', () => {
    const split = plan({ split: [{ to: bob, weight: 3 }, cem] });
    const receivers = Array.from({ length: 2_000 }, (_, n) => receiverOf(split, task(n), all));
    expect(Array.from({ length: 2_000 }, (_, n) => receiverOf(split, task(n), all))).toEqual(receivers);
    const share = receivers.filter((id) => id === bob).length / 2_000;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
  });
});

const follow = { field: 'owner', leaver: ann, to: bob, run: 'rea_12345678' };
const link = { from: ann, to: dan, at: new Date(), by: { type: 'user' as const, id: ann } };

describe('A record that is to be somebody’s who has handed over', () => {
  it.each([
    ['is new, and moves on', null, bob, 1],
    ['is another’s, and moves on', { ownerId: dan }, bob, 1],
    ['is theirs since before, and stays with them', { ownerId: ann }, ann, 0],
    ['is the receiver’s already', { ownerId: bob }, bob, 0],
    ['was handed on before, and stays with who has it now', { ownerId: dan, owners: [link] }, dan, 0],
    ['may have been, where its chain is put away', { ownerId: dan, archived: 100 }, dan, 0],
  ])('%s', (_case, known, ownerId, moves) => {
    const { wanted, on } = settled(known, { ownerId: ann, follows: [follow] });
    expect([wanted.ownerId, on.length]).toEqual([ownerId, moves]);
    if (moves > 0) expect(on).toEqual([{ from: ann, to: bob, run: 'rea_12345678' }]);
  });

  it('moves on in another field by itself, with a mark of its own', () => {
    const approver = { ...follow, field: 'approver' };
    const said = { ownerId: dan, fields: { approver: ann }, follows: [approver] };
    expect(settled({ ownerId: dan }, said)).toEqual({
      wanted: { ...said, fields: { approver: bob } },
      on: [{ field: 'approver', from: ann, to: bob, run: 'rea_12345678/approver' }],
    });
  });
});
