import {
  requirePasswordChange,
  requirePasswordChangeEndpoint,
  setTemporaryPassword,
  setTemporaryPasswordEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller } from './by.js';

export const TemporaryPasswordsController = controllerOf('TemporaryPasswordsController', [
  asks(requirePasswordChangeEndpoint, requirePasswordChange, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
  })),
  asks(setTemporaryPasswordEndpoint, setTemporaryPassword, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
    ...call.body,
  })),
]);
