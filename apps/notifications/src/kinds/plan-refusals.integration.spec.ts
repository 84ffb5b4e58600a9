import {
  departureRefused,
  type EventContract,
  type PlanRefusalLetter,
  systemActor,
  userArrivalRefused,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, uniqueName } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';
import { banned } from '../../testing/webhook-house.js';
import { SAMPLE } from './mail.js';

const mails = useBillingMails(2);
const { one } = mails;
beforeEach(() => mails.office.planRefusals.letters.clear());

/** Somebody of whom something is planned that could not be kept, and who is told of it. */
function plan(contract: EventContract, cause = 'forbidden') {
  const [accountId, personId] = [newId('acc'), newId('usr')];
  const { user, changes } = banned(accountId);
  const whose =
    contract === departureRefused ? { userId: personId } : { user: { ...user, id: personId }, changes };
  const actor = systemActor('plans');
  const refused = (more: object = {}) => {
    const data = { accountId, actor, ...whose, cause, reason: 'In words of the API.', ...more };
    const at = new Date();
    return { id: newId('evt'), name: contract.name, at, subject: personId, data };
  };
  return {
    personId,
    refused,
    keeper: (change: Partial<PlanRefusalLetter> = {}) => {
      const sendTo = `${uniqueName('ada')}@acme.example`;
      mails.office.planRefusals.letters.set(newId('usr'), {
        ...{ ...SAMPLE, sendTo, on: '2030-03-01', cause },
        ...{ person: { id: personId, firstName: 'Mei', lastName: 'Tan' }, ...change },
      });
      return sendTo;
    },
    states: mails.told(contract, personId, { accountId }).states,
  };
}

it('a leaving that could not be kept is told once to each, in their language, with why, what to do and a link', async () => {
  const { personId, keeper, refused, states } = plan(departureRefused);
  const [ada, bea] = [keeper(), keeper({ locale: 'fr' })];
  const told = refused();
  await Promise.all([told, told, told].map((each) => mails.office.publish(each)));
  const english = await one(ada);
  expect(english.subject).toBe('Acme: Mei Tan could not be deactivated on March 1, 2030');
  expect(english.text).toContain('Whoever planned it may not do it any more. Plan the leaving anew');
  expect(english.text).toContain(`https://seats.acme.example/people/${personId}`);
  expect(english.text).toContain('https://seats.acme.example/my-mails');
  const french = await one(bea);
  expect(french.subject).toBe(
    'Acme\u00a0: le départ prévu pour Mei Tan n’a pas pu avoir lieu le 1er mars 2030',
  );
  expect(french.text).toContain('Prévoyez-le à nouveau');
  await eventually(async () => expect(await states()).toEqual(['sent', 'sent']));
});

it.each([
  ['forbidden', 'may not invite the person any more', userArrivalRefused],
  ['account-suspended', 'once the account is resumed', userArrivalRefused],
  ['payment-overdue', 'once it is paid', userArrivalRefused],
  ['unknown-product', 'has no subscription any more', userArrivalRefused],
  ['validation-failed', 'invited at the same address', userArrivalRefused],
  ['wrong-status', 'See the page of the person', userArrivalRefused],
  ['last-global-admin', 'is the last active global admin', departureRefused],
  ['validation-failed', 'Who was to get the records', departureRefused],
  ['wrong-status', 'See the page of the person', departureRefused],
])('what is refused with %s says one reason, its own: %s', async (cause, words, contract) => {
  const { keeper, refused } = plan(contract, cause);
  const ada = keeper();
  await mails.office.publish(refused());
  const { text } = await one(ada);
  const reasons = [
    /may not (invite|do)/,
    /is suspended/,
    /is overdue/,
    /no subscription/,
    /chosen for the person/,
    /last active/,
    /to get the records/,
    /Something stands/,
  ];
  expect(text).toContain(words);
  expect(reasons.filter((reason) => reason.test(text))).toHaveLength(1);
});

it('what is refused again for the same cause the next day is no mail, and nobody is asked for', async () => {
  const { personId, keeper, refused, states } = plan(departureRefused);
  keeper();
  const other = plan(departureRefused);
  const bea = other.keeper();
  await mails.office.publish(refused({ again: true }));
  await mails.office.publish(other.refused());
  await one(bea);
  expect(mails.office.planRefusals.asked).not.toContain(personId);
  expect(await states()).toEqual([]);
});

it('is cancelled where it was mended, or another cause has come, before the mail is sent', async () => {
  const { keeper, refused, states } = plan(userArrivalRefused);
  keeper({ cause: 'payment-overdue' });
  await mails.office.publish(refused());
  await eventually(async () => expect(await states()).toEqual(['cancelled']));
});

it('nothing in the name of a person can be clicked', async () => {
  const { personId, keeper, refused } = plan(userArrivalRefused);
  const ada = keeper({ person: { id: personId, firstName: 'Win at', lastName: 'evil.example/now' } });
  await mails.office.publish(refused());
  const { text, html } = await one(ada);
  for (const body of [text, html]) expect(body).not.toContain('evil.example/now');
});
