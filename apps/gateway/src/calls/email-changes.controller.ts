import {
  cancelEmailChange,
  cancelEmailChangeEndpoint,
  confirmEmailChange,
  confirmEmailChangeEndpoint,
  viewEmailChange,
  viewEmailChangeEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { changeOf } from './one-user.js';

export const EmailChangesController = controllerOf('EmailChangesController', [
  asks(viewEmailChangeEndpoint, viewEmailChange, ({ params }) => params),
  asks(confirmEmailChangeEndpoint, confirmEmailChange, ({ params }) => params),
  asks(cancelEmailChangeEndpoint, cancelEmailChange, changeOf),
]);
