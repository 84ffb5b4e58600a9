import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  createUnit,
  deleteUnit,
  getUnit,
  listUnits,
  NewOrderedUnit,
  NewUnit,
  OrderedUnitChanges,
  Unit,
  UnitChanges,
  type UnitKind,
  updateUnit,
} from '../identity/unit.js';
import { DepartmentId, OfficeId, SeniorityId } from '../ids.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { flag, listQuery } from './query.js';

const TAG = 'Organisation';

interface Words {
  kind: UnitKind;
  /** As `operationId`s write it: `Office`, `Offices`. */
  one: string;
  many: string;
  path: string;
  article: 'a' | 'an';
  /** Of a body that creates one, and of one that changes it. */
  examples: { fresh: object; changes: object };
}

/** The five calls for units of one kind; they differ in words, and in that a seniority has a place. */
function unitEndpoints<
  I extends z.ZodType<string>,
  N extends z.ZodType<z.output<typeof NewOrderedUnit>>,
  C extends z.ZodType<z.output<typeof OrderedUnitChanges>>,
>({ kind, one, many, path, article, examples }: Words, id: I, fresh: N, changes: C) {
  const params = z.strictObject({ id });
  const unit = (description: string) => ({ description, body: Unit });
  return {
    list: defineEndpoint({
      id: `list${many}`,
      method: 'GET',
      path,
      tag: TAG,
      summary:
        kind === 'seniority' ? 'List seniorities in their order' : `List ${many.toLowerCase()} by name`,
      access: 'users.read',
      openToParents: true,
      query: z.strictObject({
        ...listQuery,
        users: flag.optional().describe('Whether to tell how many users each has'),
      }),
      answers: { 200: { description: `A page of ${many.toLowerCase()}`, body: pageOf(Unit) } },
      faults: faultsOf(listUnits),
    }),
    create: defineEndpoint({
      id: `create${one}`,
      method: 'POST',
      path,
      tag: TAG,
      summary: `Create ${article} ${kind}`,
      access: 'organisation.manage',
      openToParents: true,
      body: fresh,
      answers: { 201: unit(`The ${kind}`) },
      faults: faultsOf(createUnit),
      example: examples.fresh,
    }),
    get: defineEndpoint({
      id: `get${one}`,
      method: 'GET',
      path: `${path}/:id`,
      tag: TAG,
      summary: `One ${kind}, with the number of its users`,
      access: 'users.read',
      openToParents: true,
      params,
      answers: { 200: unit(`The ${kind}`) },
      faults: faultsOf(getUnit),
      versioned: true,
    }),
    update: defineEndpoint({
      id: `update${one}`,
      method: 'PATCH',
      path: `${path}/:id`,
      tag: TAG,
      summary:
        kind === 'seniority'
          ? 'Rename a seniority, or move it directly behind another one'
          : `Rename ${article} ${kind}; every user filed under it follows`,
      access: 'organisation.manage',
      openToParents: true,
      params,
      body: changes,
      answers: { 200: unit(`The ${kind}`) },
      faults: faultsOf(updateUnit),
      versioned: true,
      example: examples.changes,
    }),
    delete: defineEndpoint({
      id: `delete${one}`,
      method: 'DELETE',
      path: `${path}/:id`,
      tag: TAG,
      summary: `Delete ${article} ${kind} nobody needs, or put another one in its place`,
      description:
        'Refused with `in-use` and the number of `users` while somebody who is not deactivated is filed under it. ' +
        'With `replaceBy` everybody moves to the other one first.',
      access: 'organisation.manage',
      openToParents: true,
      params,
      query: z.strictObject({ replaceBy: id.optional().describe(`The ${kind} that takes its place`) }),
      answers: { 204: { description: `The ${kind} is gone` } },
      faults: faultsOf(deleteUnit),
    }),
  };
}

export const {
  list: listOfficesEndpoint,
  create: createOfficeEndpoint,
  get: getOfficeEndpoint,
  update: updateOfficeEndpoint,
  delete: deleteOfficeEndpoint,
} = unitEndpoints(
  {
    kind: 'office',
    one: 'Office',
    many: 'Offices',
    path: '/v1/offices',
    article: 'an',
    examples: { fresh: { name: 'Montréal' }, changes: { name: 'Montréal Old Port' } },
  },
  OfficeId,
  NewUnit,
  UnitChanges,
);

export const {
  list: listDepartmentsEndpoint,
  create: createDepartmentEndpoint,
  get: getDepartmentEndpoint,
  update: updateDepartmentEndpoint,
  delete: deleteDepartmentEndpoint,
} = unitEndpoints(
  {
    kind: 'department',
    one: 'Department',
    many: 'Departments',
    path: '/v1/departments',
    article: 'a',
    examples: { fresh: { name: 'Litigation' }, changes: { name: 'Disputes' } },
  },
  DepartmentId,
  NewUnit,
  UnitChanges,
);

export const {
  list: listSenioritiesEndpoint,
  create: createSeniorityEndpoint,
  get: getSeniorityEndpoint,
  update: updateSeniorityEndpoint,
  delete: deleteSeniorityEndpoint,
} = unitEndpoints(
  {
    kind: 'seniority',
    one: 'Seniority',
    many: 'Seniorities',
    path: '/v1/seniorities',
    article: 'a',
    examples: { fresh: { name: 'Associate', after: null }, changes: { name: 'Senior associate' } },
  },
  SeniorityId,
  NewOrderedUnit,
  OrderedUnitChanges,
);
