import { systemActor } from '@seatkeeper/contracts';
import { lifted, listedAgain, listedBy, refusalOf, suppressionId } from './suppressions.js';

const at = '2026-06-30T10:00:00Z';
const told = {
  accountId: 'acc_00000001',
  actor: systemActor('mail'),
  deliveryId: 'dlv_00000001',
  kind: 'invitation' as const,
  userId: 'usr_00000001',
  report: 'hard-bounce' as 'hard-bounce' | 'soft-bounce' | 'complaint',
  address: 'Ann@Acme.example',
  reason: '550 5.1.1 No such user',
  at,
};
const listed = { ...listedBy(told)!, version: 1 };
const [earlier, later] = [new Date('2026-06-30T09:00:00Z'), new Date('2026-06-30T11:00:00Z')];

describe('an address from which a mail came back', () => {
  it('is listed with the words of the server, and capitals make no other one', () => {
    expect(listed).toMatchObject({ address: 'ann@acme.example', reason: 'bounced', words: told.reason });
    expect(suppressionId('acc_00000001', 'ANN@acme.example')).toBe(listed._id);
    expect(suppressionId('acc_00000001', 'anne@acme.example')).not.toBe(listed._id);
    expect(suppressionId('acc_00000002', 'ann@acme.example')).not.toBe(listed._id);
  });

  it.each([
    ['hard-bounce', 'address-bounced'],
    ['complaint', 'address-complained'],
  ] as const)('after a %s gets no mails: %s', (report, reason) => {
    const entry = { ...listedBy({ ...told, report })!, version: 1 };
    expect(refusalOf(entry)).toBe(reason);
    expect(refusalOf({ ...entry, state: 'lifted' })).toBeNull();
  });

  it('is not listed for a mailbox that is full', () => {
    expect(listedBy({ ...told, report: 'soft-bounce' })).toBeNull();
    expect(refusalOf(null)).toBeNull();
  });

  it.each([
    ['it is listed', listed, 0],
    ['it was lifted after that', { ...listed, state: 'lifted' as const, liftedAt: later }, 0],
    ['it was lifted at that moment', { ...listed, state: 'lifted' as const, liftedAt: new Date(at) }, 0],
    ['it was lifted before', { ...listed, state: 'lifted' as const, liftedAt: earlier }, 1],
  ])('is listed once more by the same report only if new: %s', (_case, stored, times) => {
    const change = listedAgain(stored, listed);
    expect(change ? 1 : 0).toBe(times);
    if (change)
      expect(change.update).toMatchObject({ set: { state: 'listed' }, unset: ['liftedAt', 'purgeAt'] });
  });

  it('that is lifted is remembered for as long as mails are, and says who lifted it', () => {
    const by = { type: 'user' as const, id: 'usr_ada' };
    const change = lifted(listed, { by, commandId: 'cmd_1' }, later, 90);
    expect(change.update.set).toMatchObject({
      state: 'lifted',
      liftedAt: later,
      purgeAt: new Date('2026-09-28T11:00:00Z'),
    });
    expect(change.events).toMatchObject([
      { data: { actor: by, changes: [{ field: 'suppressed', before: 'ann@acme.example', after: null }] } },
    ]);
  });
});
