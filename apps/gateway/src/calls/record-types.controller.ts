import {
  getRecordType,
  getRecordTypeEndpoint,
  listRecordTypes,
  listRecordTypesEndpoint,
  putRecordType,
  putRecordTypeEndpoint,
  removeRecordType,
  removeRecordTypeEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { Reply } from '../http/call.js';
import { byCaller, inAccount } from './by.js';

export const RecordTypesController = controllerOf('RecordTypesController', [
  asks(listRecordTypesEndpoint, listRecordTypes, inAccount),
  asks(getRecordTypeEndpoint, getRecordType, (call) => ({ ...inAccount(call), ...call.params })),
  asks(
    putRecordTypeEndpoint,
    putRecordType,
    (call) => ({ ...byCaller(call), ...call.params, content: call.body }),
    ({ recordType, created }) => new Reply(created ? 201 : 200, recordType),
  ),
  asks(removeRecordTypeEndpoint, removeRecordType, (call) => ({ ...byCaller(call), ...call.params })),
]);
