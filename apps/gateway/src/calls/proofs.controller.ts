import { getProof, getProofEndpoint, proveEndpoint, proveSession } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, sessionOf } from './by.js';

export const ProofsController = controllerOf('ProofsController', [
  asks(getProofEndpoint, getProof, ({ caller }) => sessionOf(caller)),
  asks(proveEndpoint, proveSession, (call) => ({
    ...byCaller(call),
    ...sessionOf(call.caller),
    ...call.origin,
    ...call.body,
    // Fresh for every call, whatever the client says: guesses under one id would count as one.
    commandId: newId('cmd'),
  })),
]);
