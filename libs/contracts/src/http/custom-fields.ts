import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  createCustomField,
  CustomField,
  CustomFieldChanges,
  deleteCustomField,
  getCustomField,
  listCustomFields,
  NewCustomField,
  updateCustomField,
} from '../identity/custom-field.js';
import { CustomFieldId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';

const TAG = 'Organisation';
const params = z.strictObject({ id: CustomFieldId });
const field = { description: 'The custom field', body: CustomField };

export const listCustomFieldsEndpoint = defineEndpoint({
  id: 'listCustomFields',
  method: 'GET',
  path: '/v1/custom-fields',
  tag: TAG,
  summary: 'The custom fields that the account has defined, in their order',
  access: 'users.read',
  openToParents: true,
  answers: { 200: { description: 'All of them', body: z.object({ items: z.array(CustomField) }) } },
  faults: faultsOf(listCustomFields),
});

export const createCustomFieldEndpoint = defineEndpoint({
  id: 'createCustomField',
  method: 'POST',
  path: '/v1/custom-fields',
  tag: TAG,
  summary: 'Define a custom field of users',
  description:
    'Without definitions users take any field. With the first one, only defined fields get values, of their type; values from ' +
    'before stay as they are.',
  access: 'organisation.manage',
  openToParents: true,
  body: NewCustomField,
  answers: { 201: field },
  faults: faultsOf(createCustomField),
  example: {
    key: 'costCentre',
    label: 'Cost centre',
    type: 'choice',
    choices: [{ value: 'CC-7', label: 'Harbour' }, { value: 'CC-8' }],
  },
});

export const getCustomFieldEndpoint = defineEndpoint({
  id: 'getCustomField',
  method: 'GET',
  path: '/v1/custom-fields/:id',
  tag: TAG,
  summary: 'One custom field, with the number of users who have a value',
  access: 'users.read',
  openToParents: true,
  params,
  answers: { 200: field },
  faults: faultsOf(getCustomField),
  versioned: true,
});

export const updateCustomFieldEndpoint = defineEndpoint({
  id: 'updateCustomField',
  method: 'PATCH',
  path: '/v1/custom-fields/:id',
  tag: TAG,
  summary: 'Change label, place, choices or need of a custom field',
  description:
    'Key and type stay. `choices` are all of them: one that is known by its `value` may be called otherwise, and its users follow. ' +
    'One that users have cannot go (`in-use`). A need holds for new people; nobody is changed by it.',
  access: 'organisation.manage',
  openToParents: true,
  params,
  body: CustomFieldChanges,
  answers: { 200: field },
  faults: faultsOf(updateCustomField),
  versioned: true,
  example: { label: 'Cost center', required: false },
});

export const deleteCustomFieldEndpoint = defineEndpoint({
  id: 'deleteCustomField',
  method: 'DELETE',
  path: '/v1/custom-fields/:id',
  tag: TAG,
  summary: 'Take the definition of a custom field back',
  description:
    'Refused with `in-use` and the number of `users` while somebody has a value. With `values=keep` the values stay where they are: ' +
    'shown, exported, and no longer changed but by removing them.',
  access: 'organisation.manage',
  openToParents: true,
  params,
  query: z.strictObject({ values: z.enum(['keep']).optional() }),
  answers: { 204: { description: 'The definition is gone' } },
  faults: faultsOf(deleteCustomField),
});
