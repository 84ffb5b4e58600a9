import {
  boundOf,
  type Caller,
  cancelReassignment,
  cancelReassignmentEndpoint,
  getReassignment,
  getReassignmentEndpoint,
  listLeftAlone,
  listLeftAloneEndpoint,
  listReassignments,
  listReassignmentsEndpoint,
  listSkipped,
  listSkippedEndpoint,
  pageFrom,
  pauseReassignment,
  pauseReassignmentEndpoint,
  previewReassignment,
  previewUndo,
  resumeReassignment,
  resumeReassignmentEndpoint,
  startReassignment,
  startReassignmentEndpoint,
  startUndo,
  undoReassignmentEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { Reply } from '../http/call.js';
import { byCaller, inAccount } from './by.js';

const changeOf = (call: { caller: Caller; params: { id: string }; newId: (prefix: string) => string }) => ({
  ...byCaller(call),
  reassignmentId: call.params.id,
  commandId: call.newId('cmd'),
});

/** A run is followed with ReassignmentProgressController. */
export const ReassignmentsController = controllerOf('ReassignmentsController', [
  answers(startReassignmentEndpoint, async (bus, call) => {
    const { preview, manifest, driftLimit, ...plan } = call.body;
    const bound = boundOf({ manifest, driftLimit });
    if (preview)
      return new Reply(200, await bus.request(previewReassignment, { ...inAccount(call), plan, bound }));
    const reassignmentId = call.newId('rea');
    const run = await bus.request(startReassignment, { ...byCaller(call), reassignmentId, plan, bound });
    return new Reply(202, run, { location: `/v1/reassignments/${run.id}` });
  }),
  asks(listReassignmentsEndpoint, listReassignments, (call) => ({
    ...inAccount(call),
    page: pageFrom(call.query),
  })),
  asks(getReassignmentEndpoint, getReassignment, (call) => ({
    ...inAccount(call),
    reassignmentId: call.params.id,
  })),
  asks(pauseReassignmentEndpoint, pauseReassignment, changeOf),
  asks(resumeReassignmentEndpoint, resumeReassignment, changeOf),
  asks(cancelReassignmentEndpoint, cancelReassignment, changeOf),
  answers(undoReassignmentEndpoint, async (bus, call) => {
    const reassignmentId = call.params.id;
    if (call.body.preview)
      return new Reply(200, await bus.request(previewUndo, { ...inAccount(call), reassignmentId }));
    const undoId = call.newId('rea');
    const bound = boundOf(call.body);
    const run = await bus.request(startUndo, { ...byCaller(call), reassignmentId, undoId, bound });
    return new Reply(202, run, { location: `/v1/reassignments/${run.id}` });
  }),
  asks(listSkippedEndpoint, listSkipped, (call) => ({
    ...inAccount(call),
    reassignmentId: call.params.id,
    field: call.query.field,
    page: pageFrom(call.query),
  })),
  asks(listLeftAloneEndpoint, listLeftAlone, (call) => ({
    ...inAccount(call),
    reassignmentId: call.params.id,
    page: pageFrom(call.query),
  })),
]);
