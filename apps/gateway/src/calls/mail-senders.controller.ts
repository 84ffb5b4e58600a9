import {
  changeMailSender,
  changeMailSenderEndpoint,
  getMailSender,
  getMailSenderEndpoint,
  removeMailSender,
  removeMailSenderEndpoint,
  testMailSender,
  testMailSenderEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

export const MailSendersController = controllerOf('MailSendersController', [
  asks(getMailSenderEndpoint, getMailSender, inAccount),
  asks(changeMailSenderEndpoint, changeMailSender, (call) => ({
    ...byCaller(call),
    sender: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(removeMailSenderEndpoint, removeMailSender, byCaller, () => undefined),
  asks(testMailSenderEndpoint, testMailSender, byCaller),
]);
