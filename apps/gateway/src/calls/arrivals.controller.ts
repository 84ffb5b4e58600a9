import {
  cancelArrival,
  cancelArrivalEndpoint,
  getArrival,
  getArrivalEndpoint,
  inviteArrival,
  inviteArrivalEndpoint,
  listArrivals,
  listArrivalsEndpoint,
  pageFrom,
  planArrival,
  planArrivalEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { seenBy } from './by.js';
import { changeOf, ofUser } from './one-user.js';

export const ArrivalsController = controllerOf('ArrivalsController', [
  asks(planArrivalEndpoint, planArrival, (call) => ({ ...changeOf(call), on: call.body.on })),
  asks(cancelArrivalEndpoint, cancelArrival, changeOf),
  asks(inviteArrivalEndpoint, inviteArrival, (call) => ({
    ...changeOf(call),
    whenNoSeat: call.body.whenNoSeat,
  })),
  asks(getArrivalEndpoint, getArrival, ofUser),
  asks(listArrivalsEndpoint, listArrivals, (call) => {
    const { until, refused, ...page } = call.query;
    return { ...seenBy(call), filter: { until, refused }, page: pageFrom(page) };
  }),
]);
