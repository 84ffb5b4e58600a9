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
import { byWhomever, seenBy } from './by.js';

export const DeparturesController = controllerOf('DeparturesController', [
  asks(planDepartureEndpoint, planDeparture, (call) => {
    const { on, reason, reassign } = call.body;
    return {
      ...byWhomever(call),
      userId: call.params.id,
      commandId: call.newId('cmd'),
      on,
      reason,
      reassign: reassign && {
        reassignmentId: call.newId('rea'),
        plan: 'plan' in reassign ? reassign.plan : reassign,
      },
    };
  }),
  asks(cancelDepartureEndpoint, cancelDeparture, (call) => ({
    ...byWhomever(call),
    userId: call.params.id,
    commandId: call.newId('cmd'),
  })),
  asks(getDepartureEndpoint, getDeparture, (call) => ({ ...seenBy(call), userId: call.params.id })),
  asks(listDeparturesEndpoint, listDepartures, (call) => {
    const { until, refused, ...page } = call.query;
    return { ...seenBy(call), filter: { until, refused }, page: pageFrom(page) };
  }),
]);
