import {
  liftSuppression,
  liftSuppressionEndpoint,
  listSuppressions,
  listSuppressionsEndpoint,
  pageFrom,
  takeMailReports,
  takeMailReportsEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

/** Addresses from which mails came back, and the reports that say so. */
export const SuppressionsController = controllerOf('SuppressionsController', [
  asks(takeMailReportsEndpoint, takeMailReports, (call) => call.body),
  asks(listSuppressionsEndpoint, listSuppressions, (call) => {
    const { q, ...page } = call.query;
    return { ...inAccount(call), filter: { q }, page: pageFrom(page) };
  }),
  asks(liftSuppressionEndpoint, liftSuppression, (call) => ({
    ...byCaller(call),
    suppressionId: call.params.id,
    commandId: call.newId('cmd'),
  })),
]);
