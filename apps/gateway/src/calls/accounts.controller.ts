import {
  confirmAddress,
  confirmAddressEndpoint,
  getAccount,
  getAccountEndpoint,
  resendConfirmation,
  resendConfirmationEndpoint,
  signUp,
  signUpEndpoint,
  updateAccount,
  updateAccountEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

export const AccountsController = controllerOf('AccountsController', [
  asks(signUpEndpoint, signUp, ({ body, newId }) => ({
    ...body,
    accountId: newId('acc'),
    adminId: newId('usr'),
  })),
  asks(confirmAddressEndpoint, confirmAddress, ({ params, origin }) => ({ ...params, ...origin })),
  asks(resendConfirmationEndpoint, resendConfirmation, byCaller),
  asks(getAccountEndpoint, getAccount, inAccount),
  asks(updateAccountEndpoint, updateAccount, (call) => ({
    ...byCaller(call),
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
]);
