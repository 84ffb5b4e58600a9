import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  Arrival,
  ArrivalFilter,
  cancelArrival,
  getArrival,
  inviteArrival,
  listArrivals,
  planArrival,
} from '../identity/arrival.js';
import { WhenNoSeat } from '../identity/user-acts.js';
import { pageOf } from '../pages.js';
import { Day } from '../people.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';
import { byUser, userAnswer } from './users.js';

const path = '/v1/users/:id/arrival';

export const planArrivalEndpoint = defineEndpoint({
  id: 'planArrival',
  method: 'PUT',
  path,
  tag: 'Users',
  summary: 'Plan, or move, the day on which somebody is invited',
  description: `For who was never here: invited with \`joinsOn\`, or called off since. With the beginning of that day, in the time zone of the account,
the invitation goes out in the name of who planned it last. They have to be allowed to then, too; if not, it is refused, shown as
\`refusal\`, told in the audit log, and tried again every day. Where no seat is free, the user waits for one.`,
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  body: z.strictObject({ on: Day }),
  answers: { 200: { description: 'What is planned now', body: Arrival } },
  faults: faultsOf(planArrival),
  example: { on: '2030-03-01' },
});

export const cancelArrivalEndpoint = defineEndpoint({
  id: 'cancelArrival',
  method: 'DELETE',
  path,
  tag: 'Users',
  summary: 'Call off the joining that is planned for a user',
  description: 'The user stays `deactivated`, and the username theirs. Another day can be planned later.',
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: { 204: { description: 'Nothing is planned' } },
  faults: faultsOf(cancelArrival),
});

export const inviteArrivalEndpoint = defineEndpoint({
  id: 'inviteArrival',
  method: 'POST',
  path: `${path}/invite`,
  tag: 'Users',
  summary: 'Invite somebody at once for whom a later day is planned',
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  body: z.strictObject({ whenNoSeat: WhenNoSeat }).default({ whenNoSeat: 'fail' }),
  answers: {
    200: userAnswer('The user, invited, or on the wait list if that was asked for and no seat is free'),
  },
  faults: faultsOf(inviteArrival),
  example: { whenNoSeat: 'wait' },
});

export const getArrivalEndpoint = defineEndpoint({
  id: 'getArrival',
  method: 'GET',
  path,
  tag: 'Users',
  summary: 'The joining that is planned for a user',
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: {
    200: { description: 'What is planned', body: z.object({ arrival: Arrival.nullable() }) },
  },
  faults: faultsOf(getArrival),
});

export const listArrivalsEndpoint = defineEndpoint({
  id: 'listArrivals',
  method: 'GET',
  path: '/v1/arrivals',
  tag: 'Users',
  summary: 'Who is about to join, the next first',
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  query: z.strictObject({ ...ArrivalFilter.shape, ...listQuery }),
  answers: { 200: { description: 'A page of planned joinings', body: pageOf(Arrival) } },
  faults: faultsOf(listArrivals),
});
