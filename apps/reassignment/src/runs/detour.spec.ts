import { ReassignmentPlan } from '@seatkeeper/contracts';
import { detour, lostDetail, quotasAfter } from './detour.js';
import { quotasOf } from './distribution.js';

const [ann, bob, cem, dee] = ['usr_annannann', 'usr_bobbobbob', 'usr_cemcemcem', 'usr_deedeedee'];
const plan = (given: object) => ReassignmentPlan.parse({ from: ann, ...given });
const onward = (given: object) => ReassignmentPlan.parse({ from: bob, ...given });

describe('the way round a target that has left', () => {
  it.each<[string, object, object, object | null]>([
    ['leads to who gets their records', { to: bob }, { to: cem }, { to: cem }],
    ['leads to the largest share', { to: bob }, { split: [cem, { to: dee, weight: 2 }] }, { to: dee }],
    [
      'leads to who gets the rest',
      { to: bob },
      { rules: [{ types: ['task'], to: dee }], to: cem },
      { to: cem },
    ],
    [
      'leaves the other shares',
      { split: [bob, dee] },
      { to: cem },
      {
        split: [
          { to: cem, weight: 1 },
          { to: dee, weight: 1 },
        ],
      },
    ],
    [
      'adds up two shares of one',
      { split: [bob, cem, dee] },
      { to: cem },
      {
        split: [
          { to: cem, weight: 2 },
          { to: dee, weight: 1 },
        ],
      },
    ],
    ['needs no split for one', { split: [bob, cem] }, { to: cem }, { to: cem, split: undefined }],
    [
      'turns the rules as well',
      { rules: [{ types: ['task'], to: bob }], to: dee },
      { to: cem },
      { to: dee, rules: [{ types: ['task'], to: cem }] },
    ],
    ['never leads back', { to: bob }, { to: ann }, null],
  ])('%s', (_case, given, next, expected) => {
    const turned = detour(plan(given), bob, onward(next));
    expect(turned && ReassignmentPlan.safeParse(turned).success).toBe(expected && true);
    if (expected) expect(turned).toMatchObject(expected);
  });

  it('is none when their records go nowhere', () => {
    expect(detour(plan({ to: bob }), bob, undefined)).toBeNull();
  });

  it('counts what everybody has, and divides what is left', () => {
    const moved = [
      { type: 'task', to: bob, count: 5 },
      { type: 'task', to: dee, count: 5 },
    ];
    const turned = plan({ split: [cem, dee] });
    expect(quotasAfter(turned, moved, quotasOf(turned, new Map([['task', 10]])))).toEqual([
      { type: 'task', to: cem, count: 5 },
      { type: 'task', to: dee, count: 10 },
    ]);
  });

  it('says how many records are left where there is none', () => {
    expect(lostDetail(bob, ann, 1)).toContain(`1 record is still with ${ann}`);
  });
});
