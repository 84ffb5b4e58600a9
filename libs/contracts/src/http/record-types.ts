import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { RecordType } from '../reassignment/plan.js';
import {
  getRecordType,
  listRecordTypes,
  putRecordType,
  RecordTypeContent,
  RegisteredType,
  removeRecordType,
} from '../reassignment/record-type.js';
import { defineEndpoint } from './endpoint.js';

const TAG = 'Records';
const params = z.strictObject({ type: RecordType });

export const listRecordTypesEndpoint = defineEndpoint({
  id: 'listRecordTypes',
  method: 'GET',
  path: '/v1/record-types',
  tag: TAG,
  summary: 'The types of records that the account has registered, by name',
  access: 'records.read',
  answers: { 200: { description: 'All of them', body: z.object({ items: z.array(RegisteredType) }) } },
  faults: faultsOf(listRecordTypes),
});

export const getRecordTypeEndpoint = defineEndpoint({
  id: 'getRecordType',
  method: 'GET',
  path: '/v1/record-types/:type',
  tag: TAG,
  summary: 'One registered type of records',
  access: 'records.read',
  params,
  answers: { 200: { description: 'The type', body: RegisteredType } },
  faults: faultsOf(getRecordType),
  versioned: true,
});

export const putRecordTypeEndpoint = defineEndpoint({
  id: 'putRecordType',
  method: 'PUT',
  path: '/v1/record-types/:type',
  tag: TAG,
  summary: 'Register which fields of a type of records name a user',
  description:
    'Records of a type that is not registered have an owner alone. `fields` are all of them. One in which a record names somebody ' +
    'cannot go: 409 `in-use`, with the number of `records`.',
  access: 'records.write',
  params,
  body: RecordTypeContent,
  answers: {
    200: { description: 'The type was registered', body: RegisteredType },
    201: { description: 'It is registered now', body: RegisteredType },
  },
  faults: faultsOf(putRecordType),
  example: {
    fields: [
      { key: 'secondOwner', label: 'Second owner' },
      { key: 'approver', label: 'Approver' },
    ],
  },
});

export const removeRecordTypeEndpoint = defineEndpoint({
  id: 'removeRecordType',
  method: 'DELETE',
  path: '/v1/record-types/:type',
  tag: TAG,
  summary: 'Take the registration of a type of records back',
  description: 'Refused with `in-use` and the number of `records` while there is a record of the type.',
  access: 'records.write',
  params,
  answers: { 204: { description: 'The registration is gone' } },
  faults: faultsOf(removeRecordType),
});
