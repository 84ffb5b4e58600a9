import { userActor } from '@seatkeeper/contracts';
import type { KnownAccount } from './accounts.schema.js';
import { changePolicy, policyOf } from './policies.js';
import { namesOf } from './standings.js';

const now = new Date('2027-01-31T10:00:00Z');
const account: KnownAccount = {
  _id: 'acc_0000000000',
  accountId: 'acc_0000000000',
  version: 1,
  slug: 'acme',
  openedAt: now,
  ...namesOf('acme', undefined),
};
const wanted = (changes: Parameters<typeof changePolicy>[1]['changes'], commandId = 'cmd_1') => ({
  changes,
  by: userActor('usr_operator00'),
  operatorAccountId: 'acc_operators0',
  commandId,
});

it('what nobody decided counts as for every account', () => {
  const defaults = { graceDays: 30, freezeDays: null, afterGrace: 'refuse-claims', overage: 'none' } as const;
  expect(policyOf(account, defaults)).toEqual({ accountId: account._id, ...defaults });
  const decided = { ...account, policy: { graceDays: 0, freezeDays: 21 }, frozenSince: now };
  expect(policyOf(decided, defaults)).toMatchObject({
    graceDays: 0,
    freezeDays: 21,
    frozenSince: now.toISOString(),
  });
});

describe('what an operator decides', () => {
  it('is told in both accounts, with what counted before', () => {
    const change = changePolicy({ ...account, policy: { graceDays: 5 } }, wanted({ graceDays: 60 }), now);
    const changes = [{ field: 'graceDays', before: 5, after: 60 }];
    expect(change?.update.set.policy).toEqual({ graceDays: 60 });
    expect(change?.events.map(({ data }) => data)).toMatchObject([
      { accountId: account._id, actor: { id: 'usr_operator00', accountId: 'acc_operators0' }, changes },
      { accountId: 'acc_operators0', customerAccountId: account._id, changes },
    ]);
  });

  it('is taken back by null', () => {
    const change = changePolicy({ ...account, policy: { graceDays: 5 } }, wanted({ graceDays: null }), now);
    expect(change?.update.set.policy).toEqual({});
  });

  it.each([
    ['what counts already', account, wanted({ graceDays: null })],
    ['nothing', account, wanted({})],
    [
      'a command that was carried out before',
      { ...account, commands: [{ id: 'cmd_1', at: now }] },
      wanted({ graceDays: 60 }),
    ],
  ])('changes nothing for %s', (_case, known, change) => {
    expect(changePolicy(known, change, now)).toBeNull();
  });
});
