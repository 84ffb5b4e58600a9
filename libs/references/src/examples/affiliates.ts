import { account, ada, ids, page, tokens } from './harbour-lane.js';

const since = '2026-03-12T09:00:00.000Z';
const lyon = {
  id: ids.affiliate,
  name: 'Harbour Lane Lyon',
  slug: 'harbour-lane-lyon',
  parentId: account.id,
  depth: 1,
  since,
  createdAt: since,
};
const offer = {
  id: ids.affiliateOffer,
  madeAt: '2026-03-12T09:00:00.000Z',
  expiresAt: '2026-04-11T09:00:00.000Z',
};
const made = { ...offer, account: 'quay-and-partners' };
const holding = { id: ids.holding, name: 'Harbour Holding', slug: 'harbour-holding' };

/** What the calls about affiliates and the parent account answer. */
export const affiliateAnswers = {
  listAffiliates: { 200: page(lyon) },
  createAffiliate: {
    201: {
      account: {
        ...account,
        id: lyon.id,
        name: lyon.name,
        slug: lyon.slug,
        locale: 'fr',
        createdAt: since,
        addressConfirmed: false,
        parentId: account.id,
      },
      user: {
        ...ada,
        id: ids.noor,
        accountId: lyon.id,
        username: 'noor.haddad@lyon.harbour-lane.example',
        email: 'noor.haddad@lyon.harbour-lane.example',
        userCode: 'NHA',
        firstName: 'Noor',
        lastName: 'Haddad',
        locale: 'fr',
        mustChangePassword: true,
        lastActiveAt: null,
        createdAt: since,
        updatedAt: since,
      },
    },
  },
  enterAffiliate: {
    200: {
      accessToken: tokens.accessToken,
      expiresIn: tokens.expiresIn,
      account: { id: lyon.id, name: lyon.name, slug: lyon.slug },
      permissions: ['accounts.affiliates', 'users.read', 'users.invite'],
    },
  },
  moveAffiliate: { 200: { ...lyon, parentId: 'acc_7q1n5s9w3z8c2v6b0m4kh', depth: 2 } },
  offerAffiliation: { 201: made },
  listMadeOffers: { 200: { items: [made] } },
  getParent: { 200: { parent: null, since: null, offers: [{ ...offer, parent: holding }] } },
  acceptOffer: { 200: { parent: holding, since, offers: [] } },
};
