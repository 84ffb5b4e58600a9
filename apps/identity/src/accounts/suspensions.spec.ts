import { userActor } from '@seatkeeper/contracts';
import { storedAccount } from '../../testing/stored-users.js';
import { refuseOwnAccount, refuseSuspended, resume, suspend, toSuspension } from './suspensions.js';

const now = new Date('2027-03-01T10:00:00Z');
const account = { ...storedAccount(), version: 7 };
const reason = 'Three invoices are not paid.';
const suspension = { since: now, reason };
const decision = (commandId = 'cmd_00000001') => ({
  by: userActor('usr_operator00'),
  operatorAccountId: 'acc_operators0',
  commandId,
});

describe('suspending an account', () => {
  it('is told in both accounts, in that of the customer with who did it in which account', () => {
    const change = suspend(account, decision(), reason, now);
    expect(change?.update.set).toMatchObject({ suspension });
    expect(change?.events.map(({ data }) => data)).toEqual([
      {
        accountId: account._id,
        actor: { type: 'user', id: 'usr_operator00', accountId: 'acc_operators0' },
        version: 8,
        reason,
      },
      {
        accountId: 'acc_operators0',
        actor: { type: 'user', id: 'usr_operator00' },
        customerAccountId: account._id,
        reason,
      },
    ]);
  });

  it.each([
    ['one that is suspended', { ...account, suspension }],
    ['a command that was carried out before', { ...account, commands: [{ id: 'cmd_00000001', at: now }] }],
  ])('changes nothing for %s', (_case, known) => {
    expect(suspend(known, decision(), 'Another reason', now)).toBeNull();
  });
});

describe('resuming an account', () => {
  it('is told in both accounts', () => {
    const change = resume({ ...account, suspension }, decision(), now);
    expect(change?.update.unset).toEqual(['suspension']);
    expect(change?.events.map(({ name }) => name)).toEqual([
      'identity.account.resumed.v1',
      'identity.operator.account-resumed.v1',
    ]);
  });

  it.each([
    ['one that is not suspended', account],
    [
      'a command that was carried out before',
      { ...account, suspension, commands: [{ id: 'cmd_00000001', at: now }] },
    ],
  ])('changes nothing for %s', (_case, known) => {
    expect(resume(known, decision(), now)).toBeNull();
  });
});

it('whoever comes in is refused while it lasts, and told why and what to do', () => {
  expect(refuseSuspended(account)).toBeNull();
  expect(refuseSuspended({ suspension })).toMatchObject({
    code: 'account-suspended',
    detail: expect.stringContaining(reason),
    members: { since: now.toISOString(), reason },
  });
});

it('the account of the operators is none that can be suspended', () => {
  expect(refuseOwnAccount(account._id, 'acc_operators0')).toBeNull();
  expect(refuseOwnAccount('acc_operators0', 'acc_operators0')?.code).toBe('operators-account');
});

it('is shown as it is', () => {
  expect(toSuspension(account)).toEqual({ accountId: account._id, suspended: false });
  expect(toSuspension({ ...account, suspension })).toEqual({
    accountId: account._id,
    suspended: true,
    since: now.toISOString(),
    reason,
  });
});
