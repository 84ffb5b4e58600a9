import {
  cancelDeparture,
  cancelDepartureEndpoint,
  getDeparture,
  getDepartureEndpoint,
  listDepartures,
  listDeparturesEndpoint,
  pageFrom,
  planDeparture,
  planDepartureEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { seenBy } from './by.js';
import { changeOf, leavingOf, ofUser } from './one-user.js';

export const DeparturesController = controllerOf('DeparturesController', [
  asks(planDepartureEndpoint, planDeparture, (call) => ({ ...leavingOf(call), on: call.body.on })),
  asks(cancelDepartureEndpoint, cancelDeparture, changeOf),
  asks(getDepartureEndpoint, getDeparture, ofUser),
  asks(listDeparturesEndpoint, listDepartures, (call) => {
    const { until, refused, ...page } = call.query;
    return { ...seenBy(call), filter: { until, refused }, page: pageFrom(page) };
  }),
]);
