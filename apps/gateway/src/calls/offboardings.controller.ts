import { boundOf, offboardUserEndpoint, previewOffboarding, startOffboarding } from '@seatkeeper/contracts';
import { answers, controllerOf } from '../http/asking.controllers.js';
import { Reply } from '../http/call.js';
import { leavingOf } from './one-user.js';

export const OffboardingsController = controllerOf('OffboardingsController', [
  answers(offboardUserEndpoint, async (bus, call) => {
    const leaving = { ...leavingOf(call), bound: boundOf(call.body) };
    if (call.body.preview) return new Reply(200, await bus.request(previewOffboarding, leaving));
    const offboarding = await bus.request(startOffboarding, leaving);
    return new Reply(202, offboarding, { location: `/v1/users/${call.params.id}/offboarding` });
  }),
]);
