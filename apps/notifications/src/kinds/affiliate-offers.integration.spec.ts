import {
  affiliateAttached,
  affiliateOfferDeclined,
  affiliateOfferMade,
  type EventContract,
  type EventData,
  type OfferLetter,
  type OfferSide,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, uniqueName } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';
import { SAMPLE } from './mail.js';

const mails = useBillingMails(2);
const { one } = mails;

/** Two accounts, of which `parent` has asked `asked`. */
const pair = () => ({
  asked: { id: newId('acc'), name: 'Acme', slug: 'acme' },
  parent: { id: newId('acc'), name: 'Globex', slug: 'globex' },
  offerId: newId('off'),
});
type Pair = ReturnType<typeof pair>;
type Attached = EventData<typeof affiliateAttached>;

/** Somebody who is told of offers in one of the accounts. */
function person(accountId: string, side: OfferSide, change: Partial<OfferLetter> = {}): string {
  const sendTo = `${uniqueName('ada')}@acme.example`;
  const said = { otherName: 'Globex', otherSlug: 'globex', expiresAt: null };
  mails.office.offers.told.set(newId('usr'), {
    accountId,
    side,
    letter: { ...SAMPLE, ...said, ...change, sendTo },
  });
  return sendTo;
}

/** The event that identity tells in each of the two accounts; in that of who asks it names no more than the slug of the other. */
function events(contract: EventContract, { asked, parent, offerId }: Pair, more: Partial<Attached> = {}) {
  const isOffer = more.cause === undefined;
  const tellIn = (accountId: string) => {
    const affiliate = isOffer && accountId === parent.id ? { slug: asked.slug } : asked;
    const data = { accountId, actor: userActor(newId('usr')), affiliate, parentAccount: parent };
    const event = { id: newId('evt'), name: contract.name, at: new Date(), subject: asked.id };
    return { ...event, data: { ...data, ...(isOffer && { offerId }), ...more } };
  };
  return { inAsked: tellIn(asked.id), inParent: tellIn(parent.id) };
}

const tell = (...all: { id: string }[]) =>
  Promise.all(all.map((each) => mails.office.publish(each as Parameters<typeof mails.office.publish>[0])));
const sentIn = async ({ id }: { id: string }) => mails.office.deliveries.find(id, {}, { limit: 10 });
const states = async (account: { id: string }) => (await sentIn(account)).map(({ state }) => state);
const words = (text = '') => text.replace(/\s+/g, ' ');

describe('an offer to become an affiliate', () => {
  const open = { expiresAt: '2030-01-31T00:00:00Z' };

  it('is told once to each who may accept, in their language, and to nobody of the account that asks', async () => {
    const firms = pair();
    const ada = person(firms.asked.id, 'asked', open);
    const bea = person(firms.asked.id, 'asked', { ...open, locale: 'fr' });
    person(firms.asked.id, 'offering');
    person(firms.parent.id, 'asked', open);
    person(firms.parent.id, 'offering');
    const { inAsked, inParent } = events(affiliateOfferMade, firms);
    await tell(inAsked, inParent, inAsked);
    const english = await one(ada);
    expect(english.subject).toBe('Globex asks Acme to become an affiliate');
    expect(words(english.text)).toMatch(/The offer is open until .*2030/);
    expect(english.text).toContain('https://seats.acme.example/organisation?part=affiliate');
    const french = await one(bea);
    expect(french.subject).toBe('Globex propose à Acme de devenir une filiale');
    expect(words(french.text)).toContain('L’offre est valable jusqu’au jeudi 31 janvier 2030');
    await eventually(async () => expect(await states(firms.asked)).toEqual(['sent', 'sent']));
    expect(await states(firms.parent)).toEqual([]);
  });

  it('is not told when it is open no more by the time the mail goes out', async () => {
    const firms = pair();
    person(firms.asked.id, 'asked', open);
    mails.office.offers.over.add(firms.offerId);
    await tell(events(affiliateOfferMade, firms).inAsked);
    await eventually(async () => expect(await states(firms.asked)).toEqual(['cancelled']));
  });

  it('has nothing to click in it but the way to the product, whatever the other account is called', async () => {
    const firms = pair();
    const ada = person(firms.asked.id, 'asked', { ...open, otherName: 'win.example <b>now</b>' });
    await tell(events(affiliateOfferMade, firms).inAsked);
    const { text = '', html = '' } = await one(ada);
    expect(text).not.toContain('win.example');
    expect(html).not.toContain('win.example');
    expect(html).not.toContain('<b>now');
  });
});

describe('the answer to an offer', () => {
  it('is told once to those who look after affiliates in the account that has asked: accepted', async () => {
    const firms = pair();
    const ada = person(firms.parent.id, 'offering', { accountName: 'Globex', otherName: 'Acme' });
    const bea = person(firms.parent.id, 'offering', {
      accountName: 'Globex',
      otherName: 'Acme',
      locale: 'fr',
    });
    person(firms.asked.id, 'asked');
    person(firms.asked.id, 'offering');
    const { inAsked, inParent } = events(affiliateAttached, firms, { cause: 'accepted' });
    await tell(inParent, inAsked, inParent);
    expect((await one(ada)).subject).toBe('Acme is an affiliate of Globex now');
    expect((await one(bea)).subject).toBe('Acme est maintenant une filiale de Globex');
    await eventually(async () => expect(await states(firms.parent)).toEqual(['sent', 'sent']));
    expect(await states(firms.asked)).toEqual([]);
  });

  it('is told in the same way when it was declined, with the slug alone', async () => {
    const firms = pair();
    const said = { accountName: 'Globex', otherName: null, otherSlug: 'acme' };
    const ada = person(firms.parent.id, 'offering', said);
    const bea = person(firms.parent.id, 'offering', { ...said, locale: 'fr' });
    person(firms.asked.id, 'asked');
    person(firms.asked.id, 'offering');
    const { inAsked, inParent } = events(affiliateOfferDeclined, firms);
    await tell(inParent, inAsked, inParent);
    const english = await one(ada);
    expect(english.subject).toBe('The offer to acme was declined');
    expect(words(english.text)).toContain('the account acme has declined to become an affiliate of Globex');
    expect((await one(bea)).subject).toBe('L’offre à acme a été refusée');
    await eventually(async () => expect(await states(firms.parent)).toEqual(['sent', 'sent']));
    expect(await states(firms.asked)).toEqual([]);
  });

  it('is not told of an account that was opened below, nor of one that has left again', async () => {
    const [opened, left] = [pair(), pair()];
    for (const { parent } of [opened, left]) person(parent.id, 'offering', { accountName: 'Globex' });
    mails.office.offers.over.add(left.asked.id);
    await tell(events(affiliateAttached, opened, { cause: 'opened' }).inParent);
    await tell(events(affiliateAttached, left, { cause: 'accepted' }).inParent);
    await eventually(async () => expect(await states(left.parent)).toEqual(['cancelled']));
    expect(await states(opened.parent)).toEqual([]);
  });
});
