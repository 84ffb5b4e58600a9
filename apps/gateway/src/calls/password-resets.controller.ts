import {
  forgetPassword,
  forgotPasswordEndpoint,
  resetPassword,
  resetPasswordEndpoint,
  sendPasswordReset,
  sendPasswordResetEndpoint,
  viewPasswordReset,
  viewPasswordResetEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller } from './by.js';

export const PasswordResetsController = controllerOf('PasswordResetsController', [
  asks(forgotPasswordEndpoint, forgetPassword, ({ body }) => body),
  asks(viewPasswordResetEndpoint, viewPasswordReset, ({ params }) => params),
  asks(resetPasswordEndpoint, resetPassword, ({ params, body, newId }) => ({
    ...params,
    ...body,
    commandId: newId('cmd'),
  })),
  asks(sendPasswordResetEndpoint, sendPasswordReset, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
  })),
]);
