import {
  type EventContract,
  type getSeatLevel,
  type Output,
  seatsExhausted,
  seatsLow,
  seatsOverAllocated,
  systemActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';

const mails = useBillingMails(2);
const { buyer, one } = mails;

const exhausted = {
  name: 'Core',
  purchased: 5,
  used: 5,
  free: 0,
  level: 'exhausted' as const,
  overAllocated: 0,
  isGraceOver: false,
};

/** A firm whose seats stand so, and the event that says so. */
function firmWith(
  seats: Output<typeof getSeatLevel>,
  contract: EventContract = seatsExhausted,
  more: object = {},
) {
  const accountId = newId('acc');
  mails.licensing.seats.set(accountId, seats);
  const { purchased, used } = seats;
  const data = { accountId, actor: systemActor('test'), product: 'core', purchased, used, ...more };
  return mails.told(contract, `${accountId}/core`, data);
}

it('everybody who may order seats gets one mail in their language, however often the event comes', async () => {
  const [ada, bea] = [buyer({ waiting: 2 }), buyer({ locale: 'fr-CA', waiting: 1 })];
  const { tell, states } = firmWith(exhausted);
  await Promise.all([tell(), tell(), tell()]);

  const english = await one(ada.sendTo);
  expect(english.subject).toBe('No seat of Core left in Acme, 2 people wait');
  expect(english.text).toContain('2 people wait for a seat');
  expect(english.links).toEqual([
    'https://seats.acme.example/licences',
    'https://seats.acme.example/my-mails',
  ]);
  const french = await one(bea.sendTo);
  expect(french.subject).toBe('Acme\u00a0: plus aucune place libre de Core, une personne attend');
  await eventually(async () => expect(await states()).toEqual(['sent', 'sent']));
});

it('few seats are told of with how many they are', async () => {
  const { sendTo } = buyer();
  const { tell } = firmWith({ ...exhausted, purchased: 15, used: 14, free: 1, level: 'low' }, seatsLow);
  await tell();
  const mail = await one(sendTo);
  expect(mail.subject).toBe('One seat of Core left in Acme');
  expect(mail.text).toContain('14 of 15 are used');
});

it('nobody is told of a want that was met before the mail went out', async () => {
  buyer();
  const { tell, states } = firmWith({ ...exhausted, purchased: 9, free: 4, level: 'fine' });
  await tell();
  await eventually(async () => expect(await states()).toEqual(['cancelled']));
});

it('who may not order any more when the mail is sent is not told', async () => {
  buyer();
  mails.office.peer.closed.add(buyer().userId);
  const { tell, states } = firmWith(exhausted);
  await tell();
  await eventually(async () => expect(await states()).toEqual(['cancelled', 'sent']));
});

it('an account in which nobody may order seats has no mail to send', async () => {
  const { accountId, tell, states } = firmWith(exhausted);
  await tell();
  await eventually(() => expect(mails.office.peer.buyersAsked).toContain(accountId));
  expect(await states()).toEqual([]);
});

describe('more seats held than purchased', () => {
  const over = {
    ...exhausted,
    purchased: 20,
    used: 23,
    overAllocated: 3,
    graceEndsAt: '2030-01-31T00:00:00.000Z',
  };
  const told = { stage: 'began', since: '2030-01-01T00:00:00.000Z', graceEndsAt: over.graceEndsAt };

  it('is told to whoever may order, with how many they are and until when there is time', async () => {
    const [ada, bea] = [buyer(), buyer({ locale: 'fr' })];
    const { tell, states } = firmWith(over, seatsOverAllocated, told);
    await Promise.all([tell(), tell()]);
    const english = await one(ada.sendTo);
    expect(english.subject).toBe('3 seats of Core too many in Acme');
    expect(english.text).toContain('23 seats of Core are held in Acme, and 20 are purchased');
    expect(english.text).toContain('There is time until January 31, 2030');
    const french = await one(bea.sendTo);
    expect(french.subject).toBe('Acme\u00a0: 3 places de Core en trop');
    expect(french.text).toContain('jusqu’au 31 janvier 2030');
    await eventually(async () => expect(await states()).toEqual(['sent', 'sent']));
  });

  it('says that the time is over once it is, and nothing once it was put right', async () => {
    const { sendTo } = buyer();
    await firmWith({ ...over, isGraceOver: true }, seatsOverAllocated, {
      ...told,
      stage: 'grace-over',
    }).tell();
    expect((await one(sendTo)).text).toContain('The time for it was over on January 31, 2030');
    const right = firmWith({ ...exhausted, purchased: 23, used: 23 }, seatsOverAllocated, told);
    await right.tell();
    await eventually(async () => expect(await right.states()).toEqual(['cancelled']));
  });

  it('says before who is going to be kept out, and when it is so that they are', async () => {
    const [ada, bea] = [buyer(), buyer({ locale: 'fr' })];
    await firmWith({ ...over, afterGrace: 'suspend-newest' }, seatsOverAllocated, told).tell();
    expect((await one(ada.sendTo)).text).toContain(
      'After that, the 3 people who took their seats last are kept out',
    );
    expect((await one(bea.sendTo)).text).toContain('n’auront plus accès tant qu’il manquera des places');
    const [cem, dan] = [buyer(), buyer({ locale: 'fr' })];
    const now = { ...over, used: 21, overAllocated: 1, isGraceOver: true, isSuspending: true };
    const stage = 'suspended';
    await firmWith({ ...now, afterGrace: 'suspend-newest' }, seatsOverAllocated, { ...told, stage }).tell();
    expect((await one(cem.sendTo)).text).toContain('The person who took a seat last is kept out since then');
    expect((await one(dan.sendTo)).text).toContain('n’a plus accès depuis');
  });

  it('is not told a second time as a want of free seats', async () => {
    buyer();
    const { tell, states } = firmWith(over);
    await tell();
    await eventually(async () => expect(await states()).toEqual(['cancelled']));
  });
});
