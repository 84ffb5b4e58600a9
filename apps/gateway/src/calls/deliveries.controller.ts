import {
  getDelivery,
  getDeliveryEndpoint,
  listDeliveries,
  listDeliveriesEndpoint,
  pageFrom,
  retryDelivery,
  retryDeliveryEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

export const DeliveriesController = controllerOf('DeliveriesController', [
  asks(listDeliveriesEndpoint, listDeliveries, (call) => {
    const { user, kind: kinds, state: states, ...page } = call.query;
    return { ...inAccount(call), filter: { user, kinds, states }, page: pageFrom(page) };
  }),
  asks(getDeliveryEndpoint, getDelivery, (call) => ({ ...inAccount(call), deliveryId: call.params.id })),
  asks(retryDeliveryEndpoint, retryDelivery, (call) => ({
    ...byCaller(call),
    deliveryId: call.params.id,
    commandId: call.newId('cmd'),
  })),
]);
