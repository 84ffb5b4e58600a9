import {
  acceptOffer,
  deactivateUser,
  declineOffer,
  getOfferLetter,
  leaveParent,
  listToldOfOffers,
  offerAffiliation,
  type OfferSide,
  updateUser,
  withdrawOffer,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { TestClock } from '@seatkeeper/testing';
import { groupWith } from '../../testing/group-of-companies.js';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';

const DAY_MS = 86_400_000;
const clock = new TestClock();
let stage: Stage;
let parent: Firm;
let firm: Firm;
beforeAll(async () => {
  stage = await startStage({ clock });
}, 90_000);
beforeEach(async () => {
  [parent, firm] = [await stage.signUp(), await stage.signUp()];
});
afterAll(() => stage.close());

const told = async ({ accountId }: Firm, side: OfferSide) =>
  (await stage.ask(listToldOfOffers, { accountId, side })).items.map(({ userId }) => userId).sort();
const offer = async () => {
  const { accountId, by } = parent;
  const asked = { accountId, by, offerId: newId('off'), account: firm.slug };
  return (await stage.ask(offerAffiliation, asked)).id;
};
const answer = (contract: typeof acceptOffer | typeof declineOffer, offerId: string) =>
  stage.ask(contract, { accountId: firm.accountId, by: firm.by, offerId });
const letter = async (
  { accountId, admin }: Firm,
  about: 'made' | 'declined',
  offerId: string,
  userId = admin.id,
) => (await stage.ask(getOfferLetter, { accountId, userId, about, offerId })).letter;
const accepted = async ({ accountId, admin }: Firm, affiliateId: string, userId = admin.id) =>
  (await stage.ask(getOfferLetter, { accountId, userId, about: 'accepted', affiliateId })).letter;

it('of an offer those are told who may accept it, of an answer those who look after affiliates', async () => {
  const carrying = await groupWith(stage, firm, ['accounts.affiliates']);
  const reading = await groupWith(stage, firm, ['users.read']);
  const ben = await firm.join('ben', { groups: [carrying] });
  await firm.join('cat', { groups: [reading] });
  await firm.invite('dan', { groups: [carrying] });
  expect(await told(firm, 'asked')).toEqual([firm.admin.id]);
  expect(await told(firm, 'offering')).toEqual([firm.admin.id, ben.id].sort());
  expect(await told(parent, 'asked')).toEqual([parent.admin.id]);
});

it('who is a global admin no more, holds the permission no more, or was deactivated, gets no letter', async () => {
  const { accountId, by } = parent;
  const carrying = await groupWith(stage, parent, ['accounts.affiliates']);
  const ben = await parent.join('ben', { groups: [carrying] });
  const cat = await parent.join('cat', { groups: [carrying] });
  const clerk = await firm.join('clerk', { groups: [await groupWith(stage, firm, ['accounts.affiliates'])] });
  const made = await offer();
  // Looking after affiliates is not accepting: that is for global admins.
  expect(await letter(firm, 'made', made, clerk.id)).toBeNull();
  expect(await letter(firm, 'made', made)).not.toBeNull();
  await answer(declineOffer, made);
  for (const { id } of [ben, cat]) expect(await letter(parent, 'declined', made, id)).not.toBeNull();
  await stage.ask(updateUser, { accountId, by, userId: ben.id, changes: { groups: [] } });
  await stage.ask(deactivateUser, { accountId, by, userId: cat.id });
  for (const { id } of [ben, cat]) expect(await letter(parent, 'declined', made, id)).toBeNull();
  expect(await told(parent, 'offering')).toEqual([parent.admin.id]);
});

it('an open offer is told with the name of who made it, and to nobody of another account', async () => {
  const made = await offer();
  expect(await letter(firm, 'made', made)).toMatchObject({
    sendTo: firm.admin.email,
    accountSlug: firm.slug,
    otherName: 'Harbour Lane',
    otherSlug: parent.slug,
    expiresAt: new Date(clock.now().getTime() + 30 * DAY_MS).toISOString(),
  });
  expect(await letter(parent, 'made', made)).toBeNull();
  expect(await letter(firm, 'made', made, parent.admin.id)).toBeNull();
  expect(await letter(await stage.signUp(), 'made', made)).toBeNull();
  // What is open is no answer yet.
  expect(await letter(parent, 'declined', made)).toBeNull();
  expect(await accepted(parent, firm.accountId)).toBeNull();
});

it('an offer that was withdrawn, declined or accepted, or is over, is told no more', async () => {
  // Of each at once: what has ended long ago is not kept anyway.
  const withdrawn = await offer();
  await stage.ask(withdrawOffer, { accountId: parent.accountId, by: parent.by, offerId: withdrawn });
  expect(await letter(firm, 'made', withdrawn)).toBeNull();
  clock.advance(DAY_MS);
  const declined = await offer();
  await answer(declineOffer, declined);
  expect(await letter(firm, 'made', declined)).toBeNull();
  clock.advance(DAY_MS);
  const over = await offer();
  clock.advance(30 * DAY_MS);
  expect(await letter(firm, 'made', over)).toBeNull();
  const taken = await offer();
  await answer(acceptOffer, taken);
  expect(await letter(firm, 'made', taken)).toBeNull();
});

it('that it was declined is told to who has asked, with no more than the slug', async () => {
  const made = await offer();
  await answer(declineOffer, made);
  const { otherName, otherSlug } = (await letter(parent, 'declined', made))!;
  expect([otherName, otherSlug]).toEqual([null, firm.slug]);
  expect(await letter(firm, 'declined', made)).toBeNull();
  expect(await letter(await stage.signUp(), 'declined', made)).toBeNull();
});

it('that it was accepted is told to who has asked, by name, until the account leaves', async () => {
  await answer(acceptOffer, await offer());
  expect(await accepted(parent, firm.accountId)).toMatchObject({
    sendTo: parent.admin.email,
    otherName: 'Harbour Lane',
    otherSlug: firm.slug,
  });
  expect(await accepted(firm, parent.accountId)).toBeNull();
  expect(await accepted(await stage.signUp(), firm.accountId)).toBeNull();
  await stage.ask(leaveParent, { accountId: firm.accountId, by: firm.by });
  expect(await accepted(parent, firm.accountId)).toBeNull();
});
