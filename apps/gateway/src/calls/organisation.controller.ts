import {
  createDepartmentEndpoint,
  createOfficeEndpoint,
  createSeniorityEndpoint,
  createUnit,
  deleteDepartmentEndpoint,
  deleteOfficeEndpoint,
  deleteSeniorityEndpoint,
  deleteUnit,
  getDepartmentEndpoint,
  getOfficeEndpoint,
  getSeniorityEndpoint,
  getUnit,
  listDepartmentsEndpoint,
  listOfficesEndpoint,
  listSenioritiesEndpoint,
  listUnits,
  pageFrom,
  type UnitKind,
  updateDepartmentEndpoint,
  updateOfficeEndpoint,
  updateSeniorityEndpoint,
  updateUnit,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

const PREFIX = { office: 'ofc', department: 'dep', seniority: 'sen' } as const satisfies Record<
  UnitKind,
  string
>;

/** The calls of every kind are made alike, so their contracts have one type. */
interface Endpoints {
  list: typeof listOfficesEndpoint;
  create: typeof createOfficeEndpoint;
  get: typeof getOfficeEndpoint;
  update: typeof updateOfficeEndpoint;
  delete: typeof deleteOfficeEndpoint;
}

const callsFor = (kind: UnitKind, endpoints: Endpoints) => [
  asks(endpoints.list, listUnits, (call) => ({
    ...inAccount(call),
    kind,
    withUsers: call.query.users,
    page: pageFrom(call.query),
  })),
  asks(endpoints.create, createUnit, (call) => ({
    ...byCaller(call),
    kind,
    unitId: call.newId(PREFIX[kind]),
    unit: call.body,
  })),
  asks(endpoints.get, getUnit, (call) => ({ ...inAccount(call), kind, unitId: call.params.id })),
  asks(endpoints.update, updateUnit, (call) => ({
    ...byCaller(call),
    kind,
    unitId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(endpoints.delete, deleteUnit, (call) => ({
    ...byCaller(call),
    kind,
    unitId: call.params.id,
    replaceBy: call.query.replaceBy,
    commandId: call.newId('cmd'),
  })),
];

/** Offices, departments and seniorities. */
export const OrganisationController = controllerOf('OrganisationController', [
  ...callsFor('office', {
    list: listOfficesEndpoint,
    create: createOfficeEndpoint,
    get: getOfficeEndpoint,
    update: updateOfficeEndpoint,
    delete: deleteOfficeEndpoint,
  }),
  ...callsFor('department', {
    list: listDepartmentsEndpoint,
    create: createDepartmentEndpoint,
    get: getDepartmentEndpoint,
    update: updateDepartmentEndpoint,
    delete: deleteDepartmentEndpoint,
  }),
  ...callsFor('seniority', {
    list: listSenioritiesEndpoint,
    create: createSeniorityEndpoint,
    get: getSeniorityEndpoint,
    update: updateSeniorityEndpoint,
    delete: deleteSeniorityEndpoint,
  }),
]);
