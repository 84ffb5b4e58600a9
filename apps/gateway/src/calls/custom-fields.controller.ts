import {
  createCustomField,
  createCustomFieldEndpoint,
  deleteCustomField,
  deleteCustomFieldEndpoint,
  getCustomField,
  getCustomFieldEndpoint,
  listCustomFields,
  listCustomFieldsEndpoint,
  updateCustomField,
  updateCustomFieldEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

export const CustomFieldsController = controllerOf('CustomFieldsController', [
  asks(listCustomFieldsEndpoint, listCustomFields, inAccount),
  asks(createCustomFieldEndpoint, createCustomField, (call) => ({
    ...byCaller(call),
    fieldId: call.newId('cfd'),
    field: call.body,
  })),
  asks(getCustomFieldEndpoint, getCustomField, (call) => ({ ...inAccount(call), fieldId: call.params.id })),
  asks(updateCustomFieldEndpoint, updateCustomField, (call) => ({
    ...byCaller(call),
    fieldId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(deleteCustomFieldEndpoint, deleteCustomField, (call) => ({
    ...byCaller(call),
    fieldId: call.params.id,
    keepValues: call.query.values === 'keep',
  })),
]);
