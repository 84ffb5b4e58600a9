import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { Account } from '../identity/account.js';
import { ActingToken, enterAffiliate } from '../identity/acting.js';
import {
  acceptOffer,
  Affiliate,
  createAffiliate,
  declineOffer,
  getParent,
  leaveParent,
  listAffiliates,
  listMadeOffers,
  MadeOffer,
  moveAffiliate,
  NewAffiliate,
  offerAffiliation,
  ParentView,
  releaseAffiliate,
  withdrawOffer,
} from '../identity/affiliate.js';
import { User } from '../identity/user.js';
import { AccountId, AffiliateOfferId } from '../ids.js';
import { pageOf } from '../pages.js';
import { Slug } from '../people.js';
import { defineEndpoint } from './endpoint.js';
import { flag, listQuery } from './query.js';

const TAG = 'Affiliates';
const access = 'accounts.affiliates';
const byAccount = z.strictObject({ id: AccountId });
const byOffer = z.strictObject({ id: AffiliateOfferId });

export const listAffiliatesEndpoint = defineEndpoint({
  id: 'listAffiliates',
  method: 'GET',
  path: '/v1/account/affiliates',
  tag: TAG,
  summary: 'List the accounts below the own one',
  description:
    'Those right below, by name. With `tree=true` also those further below, level by level: each comes after the account above it, ' +
    'which its `parentId` names.',
  access,
  query: z.strictObject({ ...listQuery, tree: flag.optional() }),
  answers: { 200: { description: 'A page of affiliates', body: pageOf(Affiliate) } },
  faults: faultsOf(listAffiliates),
});

export const createAffiliateEndpoint = defineEndpoint({
  id: 'createAffiliate',
  method: 'POST',
  path: '/v1/account/affiliates',
  tag: TAG,
  summary: 'Open an account right below the own one, with its first global admin',
  description:
    'As a sign-up: with seats of the trial, and a mail that asks the admin to confirm the address. The `password` is one to begin with: ' +
    'the admin can do nothing but choose another one. The own address has to be confirmed.',
  access,
  body: NewAffiliate,
  answers: {
    201: { description: 'The account and its admin', body: z.object({ account: Account, user: User }) },
  },
  faults: faultsOf(createAffiliate),
  example: {
    name: 'Harbour Lane Lyon',
    slug: 'harbour-lane-lyon',
    locale: 'fr',
    timeZone: 'Europe/Paris',
    admin: {
      username: 'noor.haddad@lyon.harbour-lane.example',
      firstName: 'Noor',
      lastName: 'Haddad',
      password: 'first day at the firm',
    },
  },
});

export const enterAffiliateEndpoint = defineEndpoint({
  id: 'enterAffiliate',
  method: 'POST',
  path: '/v1/account/affiliates/:id/enter',
  tag: TAG,
  summary: 'Act in an account below: a token for ten minutes',
  description:
    'At whatever depth. With the token calls are in the affiliate, with what the caller holds in the own account. It is worth ' +
    'something as long as the session lives, the permission is held and the account is below: each is looked at with every call. ' +
    'There is no refresh: ask again, with a token of the session. What of the affiliate is for its own people alone is refused.',
  access,
  withSession: true,
  params: byAccount,
  answers: { 200: { description: 'A token for the affiliate', body: ActingToken } },
  faults: faultsOf(enterAffiliate),
  secretAnswer: true,
});

export const moveAffiliateEndpoint = defineEndpoint({
  id: 'moveAffiliate',
  method: 'POST',
  path: '/v1/account/affiliates/:id/move',
  tag: TAG,
  summary: 'Put an affiliate below another account of the hierarchy, with all below it',
  description:
    '`under` is the own account or one below it. An account below the affiliate itself is refused with `hierarchy-loop`, also when ' +
    'two are moved at once.',
  access,
  params: byAccount,
  body: z.strictObject({ under: AccountId.describe('The account that is to be right above') }),
  answers: { 200: { description: 'The affiliate where it is now', body: Affiliate } },
  faults: faultsOf(moveAffiliate),
  example: { under: 'acc_7q1n5s9w3z8c2v6b0m4kh' },
});

export const releaseAffiliateEndpoint = defineEndpoint({
  id: 'releaseAffiliate',
  method: 'DELETE',
  path: '/v1/account/affiliates/:id',
  tag: TAG,
  summary: 'Let an affiliate go, with all below it: it stands alone from then on',
  description:
    'Its people, licences and records stay as they are. To have it back it takes an offer, which it accepts.',
  access,
  params: byAccount,
  answers: { 204: { description: 'It is an affiliate no longer' } },
  faults: faultsOf(releaseAffiliate),
});

export const offerAffiliationEndpoint = defineEndpoint({
  id: 'offerAffiliation',
  method: 'POST',
  path: '/v1/account/affiliate-offers',
  tag: TAG,
  summary: 'Ask another account to become an affiliate',
  description:
    'It becomes one when a global admin of it accepts, within 30 days, and brings along what is below it. Until then nothing ' +
    'of it is told. Asked twice, it is one offer.',
  access,
  body: z.strictObject({ account: Slug.describe('The slug of the account') }),
  answers: { 201: { description: 'The offer', body: MadeOffer } },
  faults: faultsOf(offerAffiliation),
  example: { account: 'quay-and-partners' },
});

export const listMadeOffersEndpoint = defineEndpoint({
  id: 'listMadeOffers',
  method: 'GET',
  path: '/v1/account/affiliate-offers',
  tag: TAG,
  summary: 'List the open offers of the own account to others, the oldest first',
  access,
  answers: { 200: { description: 'The offers', body: z.object({ items: z.array(MadeOffer) }) } },
  faults: faultsOf(listMadeOffers),
});

export const withdrawOfferEndpoint = defineEndpoint({
  id: 'withdrawOffer',
  method: 'DELETE',
  path: '/v1/account/affiliate-offers/:id',
  tag: TAG,
  summary: 'Take an offer back that was not accepted',
  access,
  params: byOffer,
  answers: { 204: { description: 'Nobody can accept it any more' } },
  faults: faultsOf(withdrawOffer),
});

export const getParentEndpoint = defineEndpoint({
  id: 'getParent',
  method: 'GET',
  path: '/v1/account/parent',
  tag: TAG,
  summary: 'The account right above the own one, and offers of those that would be',
  access,
  answers: { 200: { description: 'The parent account and the offers', body: ParentView } },
  faults: faultsOf(getParent),
});

export const acceptOfferEndpoint = defineEndpoint({
  id: 'acceptOffer',
  method: 'POST',
  path: '/v1/account/parent-offers/:id/accept',
  tag: TAG,
  summary: 'Become an affiliate of the account that made the offer',
  description:
    'Only a global admin does, and not by an API key: who is above may act in the account. An account that has a parent leaves it ' +
    'first. What is below comes along.',
  access,
  withSession: true,
  params: byOffer,
  answers: { 200: { description: 'The parent account, and what other offers there are', body: ParentView } },
  faults: faultsOf(acceptOffer),
});

export const declineOfferEndpoint = defineEndpoint({
  id: 'declineOffer',
  method: 'DELETE',
  path: '/v1/account/parent-offers/:id',
  tag: TAG,
  summary: 'Decline an offer to become an affiliate',
  access,
  params: byOffer,
  answers: { 204: { description: 'The offer is gone' } },
  faults: faultsOf(declineOffer),
});

export const leaveParentEndpoint = defineEndpoint({
  id: 'leaveParent',
  method: 'DELETE',
  path: '/v1/account/parent',
  tag: TAG,
  summary: 'Leave the parent account; what is below comes along',
  description: 'Only a global admin does, and not by an API key. There is no coming back without an offer.',
  access,
  withSession: true,
  answers: { 204: { description: 'The account stands alone' } },
  faults: faultsOf(leaveParent),
});
