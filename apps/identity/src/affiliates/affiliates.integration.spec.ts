import {
  acceptOffer,
  accountCreated,
  affiliateAttached,
  affiliateDetached,
  affiliateOfferDeclined,
  affiliateOfferMade,
  affiliateOfferWithdrawn,
  confirmAddress,
  confirmationIssued,
  createAffiliate,
  declineOffer,
  getAccount,
  getConfirmationLink,
  getParent,
  inviteUser,
  leaveParent,
  listAffiliates,
  listAudit,
  listMadeOffers,
  offerAffiliation,
  releaseAffiliate,
  signIn,
  signUp,
  userActor,
  withdrawOffer,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock, uniqueName } from '@seatkeeper/testing';
import { PASSWORD, refused, type Firm, type Stage, startStage } from '../../testing/stage.js';

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

const below = async ({ accountId }: Pick<Firm, 'accountId'>) =>
  (await stage.ask(listAffiliates, { accountId, tree: true, page: {} })).items.map(({ id }) => id);
const offer = (from: Firm, to: Pick<Firm, 'slug'>, offerId = newId('off')) =>
  stage.ask(offerAffiliation, { accountId: from.accountId, by: from.by, offerId, account: to.slug });
const accept = (whose: Firm, offerId: string, by = whose.by) =>
  stage.ask(acceptOffer, { accountId: whose.accountId, by, offerId });
const join = async (whose: Firm, above: Firm) => accept(whose, (await offer(above, whose)).id);
const parentOf = ({ accountId }: Pick<Firm, 'accountId'>) => stage.ask(getParent, { accountId });
const leave = (whose: Firm, by = whose.by) => stage.ask(leaveParent, { accountId: whose.accountId, by });
const release = (from: Firm, affiliateId: string) =>
  stage.ask(releaseAffiliate, { accountId: from.accountId, by: from.by, affiliateId });

describe('an account that is opened below another', () => {
  const wanted = (slug = uniqueName('lyon')) => ({
    accountId: parent.accountId,
    by: parent.by,
    affiliateId: newId('acc'),
    adminId: newId('usr'),
    name: 'Harbour Lane Lyon',
    slug,
    admin: { username: `noor@${slug}.example`, firstName: 'Noor', lastName: 'Haddad', password: PASSWORD },
  });

  it('is its own account: with a founder who chooses a password and confirms the address', async () => {
    const given = wanted();
    const { account, user } = await stage.ask(createAffiliate, given);
    expect(account).toMatchObject({
      id: given.affiliateId,
      parentId: parent.accountId,
      addressConfirmed: false,
    });
    expect(user).toMatchObject({ globalAdmin: true, status: 'active', mustChangePassword: true });
    expect(await below(parent)).toEqual([account.id]);
    expect(stage.licensing.holders(account.id)).toEqual([user.id]);
    const enter = { account: given.slug, username: user.username, password: PASSWORD };
    expect(await stage.ask(signIn, enter)).toMatchObject({ mustChangePassword: true });

    const founder = userActor(user.id);
    const liam = { username: `liam@${given.slug}.example`, firstName: 'Liam', lastName: 'Osei' };
    const invited = { accountId: account.id, by: founder, userId: newId('usr'), user: liam };
    await expect(stage.ask(inviteUser, invited)).rejects.toMatchObject(refused('address-not-confirmed'));
    await eventually(() => expect(stage.heard.of(confirmationIssued, account.id)).toHaveLength(1));
    const { confirmationId, sendTo } = stage.heard.of(confirmationIssued, account.id)[0]!;
    expect(sendTo).toBe(user.username);
    const link = await stage.ask(getConfirmationLink, { accountId: account.id, confirmationId });
    await stage.ask(confirmAddress, { token: link.token ?? '' });
    await expect(stage.ask(inviteUser, invited)).resolves.toMatchObject({ status: 'invited' });
    expect(await stage.ask(getAccount, { accountId: parent.accountId })).not.toHaveProperty('parentId');
  });

  it('is told in both accounts, with whose user did it', async () => {
    const given = wanted();
    await stage.ask(createAffiliate, given);
    const foreign = { ...parent.by, accountId: parent.accountId };
    const entries = async (accountId: string) =>
      (await stage.ask(listAudit, { accountId, filter: {}, page: {} })).items.filter(
        ({ action }) => action === 'identity.affiliate.attached',
      );
    await eventually(async () => {
      expect(stage.heard.of(accountCreated, given.affiliateId)).toMatchObject([{ actor: foreign }]);
      expect(await entries(given.affiliateId)).toMatchObject([{ actor: foreign }]);
      expect(await entries(parent.accountId)).toMatchObject([
        {
          actor: parent.by,
          target: { kind: 'affiliate', id: given.affiliateId },
          detail: { name: 'Harbour Lane Lyon', slug: given.slug, parent: 'Harbour Lane' },
        },
      ]);
    });
    expect((await entries(parent.accountId))[0]?.actor).not.toHaveProperty('accountId');
  });

  it('asked for again, at once or later, is one', async () => {
    const given = wanted();
    const { values } = await race(5, () => stage.ask(createAffiliate, given));
    expect(new Set(values.map(({ account }) => account.id))).toEqual(new Set([given.affiliateId]));
    expect(values).toHaveLength(5);
    expect(await below(parent)).toEqual([given.affiliateId]);
    await eventually(() => expect(stage.heard.of(affiliateAttached, parent.accountId)).toHaveLength(1));
  });

  it('is refused with a slug in use, a weak password, and while the address above is not confirmed', async () => {
    await expect(stage.ask(createAffiliate, wanted(firm.slug))).rejects.toMatchObject(refused('slug-taken'));
    const weak = wanted();
    weak.admin.password = 'passwordpassword';
    await expect(stage.ask(createAffiliate, weak)).rejects.toMatchObject(refused('validation-failed'));
    const slug = uniqueName('new');
    const [accountId, adminId] = [newId('acc'), newId('usr')];
    const admin = { ...wanted(slug).admin };
    await stage.ask(signUp, { accountId, adminId, slug, name: 'New', admin });
    const early = { ...wanted(), accountId, by: userActor(adminId) };
    await expect(stage.ask(createAffiliate, early)).rejects.toMatchObject(refused('address-not-confirmed'));
    expect(await below({ accountId })).toEqual([]);
    expect(await below(parent)).toEqual([]);
  });
});

describe('an account that is there already', () => {
  it('becomes an affiliate when its global admin accepts the offer, and brings along what is below it', async () => {
    const city = await stage.signUp();
    await join(city, firm);
    const made = await offer(parent, firm);
    expect(made).toEqual({
      id: made.id,
      account: firm.slug,
      madeAt: expect.any(String),
      expiresAt: new Date(clock.now().getTime() + 30 * DAY_MS).toISOString(),
    });
    // An offer alone changes nothing, and tells whoever made it nothing.
    expect(await below(parent)).toEqual([]);
    await eventually(() => {
      const [told] = stage.heard.of(affiliateOfferMade, parent.accountId);
      expect(told?.affiliate).toEqual({ slug: firm.slug });
    });
    expect((await parentOf(firm)).offers).toMatchObject([
      { id: made.id, parent: { id: parent.accountId, slug: parent.slug } },
    ]);

    expect(await accept(firm, made.id)).toMatchObject({ parent: { id: parent.accountId }, offers: [] });
    expect(await below(parent)).toEqual([firm.accountId, city.accountId]);
    expect(await accept(firm, made.id)).toMatchObject({ parent: { id: parent.accountId } });
    await eventually(() => {
      expect(stage.heard.of(affiliateAttached, parent.accountId)).toMatchObject([
        { cause: 'accepted', actor: { ...firm.by, accountId: firm.accountId } },
      ]);
      expect(stage.heard.of(affiliateAttached, firm.accountId)).toHaveLength(2);
    });
  });

  it('is bound by nobody but a global admin with a session', async () => {
    const clerk = userActor((await firm.join('clerk')).id);
    const { id } = await offer(parent, firm);
    for (const by of [clerk, { ...firm.by, keyId: newId('key') }])
      await expect(accept(firm, id, by)).rejects.toMatchObject(refused('forbidden'));
    expect((await parentOf(firm)).parent).toBeNull();
    await accept(firm, id);
    for (const by of [clerk, { ...firm.by, keyId: newId('key') }])
      await expect(leave(firm, by)).rejects.toMatchObject(refused('forbidden'));
    expect((await parentOf(firm)).parent).toMatchObject({ id: parent.accountId });
  });

  it('is bound by no offer that was withdrawn, declined, made to another, or is over', async () => {
    const withdrawn = await offer(parent, firm);
    const whose = { accountId: parent.accountId, by: parent.by };
    await stage.ask(withdrawOffer, { ...whose, offerId: withdrawn.id });
    // Nobody fills the log of another account by asking over and over.
    await expect(offer(parent, firm)).rejects.toMatchObject(refused('too-many-offers'));
    clock.advance(DAY_MS);
    const declined = await offer(parent, firm);
    await stage.ask(declineOffer, { accountId: firm.accountId, by: firm.by, offerId: declined.id });
    await expect(offer(parent, firm)).rejects.toMatchObject(refused('too-many-offers'));
    clock.advance(DAY_MS);
    const another = await offer(parent, await stage.signUp());
    const over = await offer(parent, firm);
    clock.advance(30 * DAY_MS);
    for (const { id } of [withdrawn, declined, another, over])
      await expect(accept(firm, id)).rejects.toMatchObject(refused('not-found'));
    // Nor does anybody withdraw or decline what is not theirs.
    const open = await offer(parent, firm);
    await expect(
      stage.ask(withdrawOffer, { accountId: firm.accountId, by: firm.by, offerId: open.id }),
    ).rejects.toMatchObject(refused('not-found'));
    await expect(stage.ask(declineOffer, { ...whose, offerId: open.id })).rejects.toMatchObject(
      refused('not-found'),
    );
    expect(await parentOf(firm)).toMatchObject({ parent: null, offers: [{ id: open.id }] });
    expect(await stage.ask(listMadeOffers, { accountId: parent.accountId })).toEqual({ items: [open] });
    await eventually(() => {
      for (const { accountId } of [parent, firm]) {
        expect(stage.heard.of(affiliateOfferWithdrawn, accountId)).toHaveLength(1);
        expect(stage.heard.of(affiliateOfferDeclined, accountId)).toHaveLength(1);
      }
    });
  });

  it('is asked once, however often, and never by itself or by who has it', async () => {
    const { values } = await race(5, () => offer(parent, firm));
    expect(new Set(values.map(({ id }) => id)).size).toBe(1);
    await expect(offer(parent, parent)).rejects.toMatchObject(refused('validation-failed'));
    await expect(offer(parent, { slug: uniqueName('nobody') })).rejects.toMatchObject(
      refused('unknown-account'),
    );
    await accept(firm, values[0]!.id);
    await expect(offer(parent, firm)).rejects.toMatchObject(refused('validation-failed'));
  });

  it('has one parent: of two who are accepted at once one gets it', async () => {
    const other = await stage.signUp();
    const offers = [await offer(parent, firm), await offer(other, firm)];
    const { values, refusals } = await race(2, (n) => accept(firm, offers[n]!.id));
    expect([values.length, refusals]).toEqual([1, { 'has-parent': 1 }]);
    expect([...(await below(parent)), ...(await below(other))]).toEqual([firm.accountId]);
  });

  it('is not above whom it is below: two who accept each other at once end as one below the other', async () => {
    const round = async () => {
      const [one, other] = [await stage.signUp(), await stage.signUp()];
      const offers = [await offer(one, other), await offer(other, one)];
      const { values, refusals } = await race(2, (n) => accept(n === 0 ? other : one, offers[n]!.id));
      expect([values.length, refusals]).toEqual([1, { 'hierarchy-loop': 1 }]);
      expect([await below(one), await below(other)].flat()).toHaveLength(1);
    };
    await Promise.all(Array.from({ length: 10 }, round));
  }, 90_000);
});

describe('an affiliate', () => {
  it('leaves when its global admin wants, with what is below it', async () => {
    const city = await stage.signUp();
    await join(firm, parent);
    await join(city, firm);
    await leave(firm);
    expect([await below(parent), await below(firm)]).toEqual([[], [city.accountId]]);
    await expect(leave(firm)).rejects.toMatchObject(refused('not-found'));
    await eventually(() =>
      expect(stage.heard.of(affiliateDetached, parent.accountId)).toMatchObject([
        { cause: 'left', actor: { accountId: firm.accountId } },
      ]),
    );
  });

  it('is let go by who is above, however far, and told in each account that it concerns', async () => {
    const city = await stage.signUp();
    await join(firm, parent);
    await join(city, firm);
    await release(parent, city.accountId);
    expect(await below(parent)).toEqual([firm.accountId]);
    await expect(release(parent, city.accountId)).rejects.toMatchObject(refused('not-found'));
    await eventually(() => {
      for (const { accountId } of [parent, firm, city])
        expect(stage.heard.of(affiliateDetached, accountId)).toMatchObject([{ cause: 'released' }]);
    });
  });

  it('is let go by nobody below it or beside it', async () => {
    const [city, sister] = [await stage.signUp(), await stage.signUp()];
    await join(firm, parent);
    await join(sister, parent);
    await join(city, firm);
    for (const from of [city, sister, await stage.signUp()])
      for (const { accountId } of [firm, parent, from])
        await expect(release(from, accountId)).rejects.toMatchObject(refused('not-found'));
    expect(await below(parent)).toHaveLength(3);
  });
});
