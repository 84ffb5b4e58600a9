import {
  confirmFactor,
  confirmFactorEndpoint,
  enrolFactor,
  enrolFactorEndpoint,
  type EndpointContract,
  listFactors,
  listOwnFactorsEndpoint,
  listUserFactorsEndpoint,
  removeFactor,
  removeOwnFactorEndpoint,
  renewRecoveryCodes,
  renewRecoveryCodesEndpoint,
  resetFactor,
  resetUserFactorEndpoint,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { asks, controllerOf } from '../http/asking.controllers.js';
import type { Call } from '../http/call.js';
import { byCaller, inAccount, seenBy, sessionOf } from './by.js';

/** Fresh for every call, whatever the client says: guesses under one id would count as one. */
const inPerson = (call: Call<EndpointContract>) => ({
  ...byCaller(call),
  ...sessionOf(call.caller),
  ...call.origin,
  commandId: newId('cmd'),
});

export const SecondFactorsController = controllerOf('SecondFactorsController', [
  asks(listOwnFactorsEndpoint, listFactors, (call) => ({ ...inAccount(call), userId: call.caller.userId })),
  asks(enrolFactorEndpoint, enrolFactor, (call) => ({
    ...inPerson(call),
    ...call.body,
    factorId: newId('fac'),
  })),
  asks(confirmFactorEndpoint, confirmFactor, (call) => ({ ...inPerson(call), ...call.params, ...call.body })),
  asks(renewRecoveryCodesEndpoint, renewRecoveryCodes, (call) => ({ ...inPerson(call), ...call.body })),
  asks(removeOwnFactorEndpoint, removeFactor, (call) => ({ ...inPerson(call), ...call.body })),
  asks(listUserFactorsEndpoint, listFactors, (call) => ({ ...seenBy(call), userId: call.params.id })),
  asks(resetUserFactorEndpoint, resetFactor, (call) => ({ ...byCaller(call), userId: call.params.id })),
]);
