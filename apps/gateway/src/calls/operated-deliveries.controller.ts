import { listDeliveries, listOperatedDeliveriesEndpoint, pageFrom } from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { forOperators } from './operated-deliveries.js';

export const OperatedDeliveriesController = controllerOf('OperatedDeliveriesController', [
  asks(
    listOperatedDeliveriesEndpoint,
    listDeliveries,
    ({ query: { account: accountId, user, kind: kinds, state: states, ...page } }) => ({
      accountId,
      filter: { user, kinds, states },
      page: pageFrom(page),
    }),
    (page) => ({ ...page, items: page.items.map(forOperators) }),
  ),
]);
