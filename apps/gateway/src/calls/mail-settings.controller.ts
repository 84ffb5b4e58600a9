import {
  getMailSettings,
  getMailSettingsEndpoint,
  getUser,
  getUserMailSettingsEndpoint,
  updateMailSettings,
  updateMailSettingsEndpoint,
  updateUserMailSettingsEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';
import { ofUser } from './one-user.js';

export const MailSettingsController = controllerOf('MailSettingsController', [
  asks(getMailSettingsEndpoint, getMailSettings, inAccount),
  asks(updateMailSettingsEndpoint, updateMailSettings, (call) => ({
    ...byCaller(call),
    changes: call.body,
    ifVersion: call.ifVersion,
  })),

  /** Identity says first whether the caller sees the person. */
  answers(getUserMailSettingsEndpoint, async (bus, call) => {
    await bus.request(getUser, ofUser(call));
    return bus.request(getMailSettings, { ...inAccount(call), userId: call.params.id });
  }),
  asks(updateUserMailSettingsEndpoint, updateMailSettings, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
]);
