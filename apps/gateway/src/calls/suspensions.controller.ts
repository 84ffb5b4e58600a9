import {
  resumeAccount,
  resumeAccountEndpoint,
  suspendAccount,
  suspendAccountEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { deciding } from './by.js';

export const SuspensionsController = controllerOf('SuspensionsController', [
  asks(suspendAccountEndpoint, suspendAccount, (call) => ({ ...deciding(call), suspension: call.body })),
  asks(resumeAccountEndpoint, resumeAccount, deciding),
]);
