import { ReassignmentPlan, type UserStatus } from '@seatkeeper/contracts';
import { lostTarget, planErrors } from './targets.js';

const [ann, bob, cem, dee] = ['usr_annannann', 'usr_bobbobbob', 'usr_cemcemcem', 'usr_deedeedee'];
const plan = (given: object) => ReassignmentPlan.parse({ from: ann, ...given });
const users = (given: Record<string, UserStatus>) =>
  new Map(Object.entries(given).map(([id, status]) => [id, { status }]));

describe('The users a plan names', () => {
  it.each<[string, object, Record<string, UserStatus>, string[]]>([
    ['are active', { to: bob }, { [ann]: 'active', [bob]: 'active' }, []],
    ['the owner has left', { to: bob }, { [ann]: 'deactivated', [bob]: 'active' }, []],
    ['the target was just invited', { to: bob }, { [ann]: 'active', [bob]: 'invited' }, []],
    ['the target is banned', { to: bob }, { [ann]: 'active', [bob]: 'banned' }, ['to']],
    ['the target has left', { to: bob }, { [ann]: 'active', [bob]: 'deactivated' }, ['to']],
    ['the target waits for a seat', { to: bob }, { [ann]: 'active', [bob]: 'waiting' }, ['to']],
    ['the target is unknown', { to: bob }, { [ann]: 'active' }, ['to']],
    ['the target is the owner', { to: ann }, { [ann]: 'active' }, ['to']],
    ['the owner is unknown', { to: bob }, { [bob]: 'active' }, ['from']],
    [
      'several are wrong, each where it is named',
      {
        split: [bob, ann],
        rules: [
          { types: ['task'], to: cem },
          { types: ['note'], to: dee },
        ],
      },
      { [ann]: 'active', [bob]: 'banned', [dee]: 'active' },
      ['split[0].to', 'split[1].to', 'rules[0].to'],
    ],
  ])('%s', (_case, given, known, paths) => {
    expect(planErrors(plan(given), users(known)).map(({ path }) => path)).toEqual(paths);
  });
});

describe('A run whose target', () => {
  it.each<[UserStatus, boolean]>([
    ['active', false],
    ['invited', false],
    ['banned', false],
    ['deactivated', true],
  ])('is %s by now', (status, stops) => {
    const lost = lostTarget([bob, cem], users({ [bob]: 'active', [cem]: status }));
    expect(lost).toBe(stops ? cem : null);
  });

  it('is gone stops', () => {
    expect(lostTarget([bob], users({}))).toBe(bob);
  });
});
