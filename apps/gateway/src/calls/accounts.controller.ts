import {
  getAccount,
  getAccountEndpoint,
  signUp,
  signUpEndpoint,
  updateAccount,
  updateAccountEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controller.js';
import { byCaller, inAccount } from './by.js';

export const AccountsController = controllerOf('AccountsController', [
  asks(signUpEndpoint, signUp, ({ body, newId }) => ({
    ...body,
    accountId: newId('acc'),
    adminId: newId('usr'),
  })),
  asks(getAccountEndpoint, getAccount, inAccount),
  asks(updateAccountEndpoint, updateAccount, (call) => ({
    ...byCaller(call),
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
]);
