import {
  correctPurchase,
  correctPurchaseEndpoint,
  listPurchases,
  listPurchasesEndpoint,
  pageFrom,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { actorOf } from './by.js';

export const PurchasesController = controllerOf('PurchasesController', [
  asks(listPurchasesEndpoint, listPurchases, ({ params, query }) => ({
    accountId: params.id,
    page: pageFrom(query),
  })),
  asks(
    correctPurchaseEndpoint,
    correctPurchase,
    ({ caller, params, body: { account: accountId, ...correction }, newId }) => ({
      accountId,
      purchaseId: params.id,
      by: actorOf(caller),
      operatorAccountId: caller.accountId,
      commandId: newId('cmd'),
      correction,
    }),
  ),
]);
