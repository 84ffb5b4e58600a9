import {
  acceptOffer,
  acceptOfferEndpoint,
  createAffiliate,
  createAffiliateEndpoint,
  declineOffer,
  declineOfferEndpoint,
  enterAffiliate,
  enterAffiliateEndpoint,
  getParent,
  getParentEndpoint,
  leaveParent,
  leaveParentEndpoint,
  listAffiliates,
  listAffiliatesEndpoint,
  listMadeOffers,
  listMadeOffersEndpoint,
  moveAffiliate,
  moveAffiliateEndpoint,
  offerAffiliation,
  offerAffiliationEndpoint,
  pageFrom,
  releaseAffiliate,
  releaseAffiliateEndpoint,
  withdrawOffer,
  withdrawOfferEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount, sessionOf } from './by.js';

export const AffiliatesController = controllerOf('AffiliatesController', [
  asks(listAffiliatesEndpoint, listAffiliates, (call) => ({
    ...inAccount(call),
    tree: call.query.tree ?? false,
    page: pageFrom(call.query),
  })),
  asks(createAffiliateEndpoint, createAffiliate, (call) => ({
    ...call.body,
    ...byCaller(call),
    affiliateId: call.newId('acc'),
    adminId: call.newId('usr'),
  })),
  asks(enterAffiliateEndpoint, enterAffiliate, (call) => ({
    ...byCaller(call),
    sessionId: sessionOf(call.caller).sessionId,
    affiliateId: call.params.id,
  })),
  asks(moveAffiliateEndpoint, moveAffiliate, (call) => ({
    ...byCaller(call),
    affiliateId: call.params.id,
    under: call.body.under,
  })),
  asks(releaseAffiliateEndpoint, releaseAffiliate, (call) => ({
    ...byCaller(call),
    affiliateId: call.params.id,
  })),
  asks(offerAffiliationEndpoint, offerAffiliation, (call) => ({
    ...byCaller(call),
    offerId: call.newId('off'),
    account: call.body.account,
  })),
  asks(listMadeOffersEndpoint, listMadeOffers, inAccount),
  asks(withdrawOfferEndpoint, withdrawOffer, (call) => ({ ...byCaller(call), offerId: call.params.id })),
  asks(getParentEndpoint, getParent, inAccount),
  asks(acceptOfferEndpoint, acceptOffer, (call) => ({ ...byCaller(call), offerId: call.params.id })),
  asks(declineOfferEndpoint, declineOffer, (call) => ({ ...byCaller(call), offerId: call.params.id })),
  asks(leaveParentEndpoint, leaveParent, byCaller),
]);
