import {
  type EventContract,
  type getRenewalMail,
  type Output,
  renewalComing,
  subscriptionEnded,
  systemActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';

const mails = useBillingMails();
const { one } = mails;
const buyer = (locale = 'en') => mails.buyer({ locale }).sendTo;

const actor = systemActor('renewals');

/** A firm of which something is told, by the event that tells it. */
function firm(contract: EventContract, data: object) {
  const accountId = newId('acc');
  return mails.told(contract, accountId, { accountId, actor, product: 'core', ...data });
}

function coming(renewal: Output<typeof getRenewalMail>['renewal']) {
  const told = firm(renewalComing, { renews: true, at: '2030-01-31T00:00:00.000Z', seats: 20 });
  mails.licensing.renewals.set(told.accountId, renewal);
  return told;
}

const renewal = { product: 'core', name: 'Core', renews: true, at: '2030-01-31T00:00:00.000Z', seats: 20 };

describe('a term that is over soon', () => {
  it('is told of once, with when it renews and how many seats it is for', async () => {
    const [ada, bea] = [buyer(), buyer('fr')];
    const { tell } = coming(renewal);
    await Promise.all([tell(), tell()]);
    const english = await one(ada);
    expect(english.subject).toBe('Core of Acme renews on January 31, 2030');
    expect(english.text).toContain('renews by itself on January 31, 2030, with 20 seats');
    const french = await one(bea);
    expect(french.subject).toBe('Acme\u00a0: Core se renouvelle le 31 janvier 2030');
    expect(french.text).toContain('avec 20 places');
  });

  it('is told of by what was decided when the mail is sent', async () => {
    const ada = buyer();
    await coming({ ...renewal, renews: false }).tell();
    const mail = await one(ada);
    expect(mail.subject).toBe('Core of Acme ends on January 31, 2030');
    expect(mail.text).toContain('it can be renewed after all');
  });

  it('is not told of where there is no subscription any more', async () => {
    buyer();
    const { tell, states } = coming(null);
    await tell();
    await eventually(async () => expect(await states()).toEqual(['cancelled']));
  });
});

it('a subscription that has ended is told of, with how many seats are still held', async () => {
  const [ada, bea] = [buyer(), buyer('fr')];
  const { accountId, tell } = firm(subscriptionEnded, { reductionId: newId('red'), quantity: 10 });
  const none = { purchased: 0, free: 0, level: 'exhausted' as const, isGraceOver: false };
  mails.licensing.seats.set(accountId, { ...none, name: 'Core', used: 3, overAllocated: 3 });
  await tell();
  const english = await one(ada);
  expect(english.subject).toBe('Core of Acme has ended');
  expect(english.text).toContain('3 seats are still held');
  expect((await one(bea)).text).toContain('3 places sont encore occupées');
});
