import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  cancelDeparture,
  Departure,
  DepartureFilter,
  getDeparture,
  listDepartures,
  planDeparture,
} from '../identity/departure.js';
import { pageOf } from '../pages.js';
import { Day } from '../people.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';
import { deactivateUserEndpoint } from './user-acts.js';
import { byUser } from './users.js';

const path = '/v1/users/:id/departure';

export const planDepartureEndpoint = defineEndpoint({
  id: 'planDeparture',
  method: 'PUT',
  path,
  tag: 'Users',
  summary: 'Plan the day on which a user is deactivated, and who gets the records then',
  description: `With the beginning of that day, in the time zone of the account, the user is deactivated in the name of who planned it, as by
\`POST /v1/users/{id}/deactivate\`. Whoever planned it has to be allowed to then, too; if not, or if a target has left, it is refused, shown
as \`refusal\`, told in the audit log, and tried again every day. A user has one such plan; another one takes its place.`,
  access: 'users.deactivate',
  openToParents: true,
  needsToo: { reassign: 'records.reassign' },
  openToManagers: true,
  params: byUser,
  body: deactivateUserEndpoint.body.unwrap().safeExtend({ on: Day }),
  answers: { 200: { description: 'What is planned now', body: Departure } },
  faults: faultsOf(planDeparture),
  example: { on: '2030-06-30', reason: 'Retires', reassign: { to: 'usr_0000000000000000000000000' } },
});

export const cancelDepartureEndpoint = defineEndpoint({
  id: 'cancelDeparture',
  method: 'DELETE',
  path,
  tag: 'Users',
  summary: 'Take back the leaving that is planned for a user',
  access: 'users.deactivate',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: { 204: { description: 'Nothing is planned' } },
  faults: faultsOf(cancelDeparture),
});

export const getDepartureEndpoint = defineEndpoint({
  id: 'getDeparture',
  method: 'GET',
  path,
  tag: 'Users',
  summary: 'The leaving that is planned for a user',
  access: 'users.deactivate',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: {
    200: { description: 'What is planned', body: z.object({ departure: Departure.nullable() }) },
  },
  faults: faultsOf(getDeparture),
});

export const listDeparturesEndpoint = defineEndpoint({
  id: 'listDepartures',
  method: 'GET',
  path: '/v1/departures',
  tag: 'Users',
  summary: 'Who is about to leave, the next first',
  access: 'users.deactivate',
  openToParents: true,
  openToManagers: true,
  query: z.strictObject({ ...DepartureFilter.shape, ...listQuery }),
  answers: { 200: { description: 'A page of planned leavings', body: pageOf(Departure) } },
  faults: faultsOf(listDepartures),
});
