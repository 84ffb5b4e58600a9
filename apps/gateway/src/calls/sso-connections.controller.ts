import {
  checkSsoDomain,
  checkSsoDomainEndpoint,
  createSsoConnection,
  createSsoConnectionEndpoint,
  deleteSsoConnection,
  deleteSsoConnectionEndpoint,
  forgetSso,
  forgetSsoEndpoint,
  getSsoConnection,
  getSsoConnectionEndpoint,
  listSsoConnections,
  listSsoConnectionsEndpoint,
  testSsoConnection,
  testSsoConnectionEndpoint,
  updateSsoConnection,
  updateSsoConnectionEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

export const SsoConnectionsController = controllerOf('SsoConnectionsController', [
  asks(listSsoConnectionsEndpoint, listSsoConnections, inAccount),
  asks(createSsoConnectionEndpoint, createSsoConnection, (call) => ({
    ...byCaller(call),
    connectionId: call.newId('sso'),
    connection: call.body,
  })),
  asks(getSsoConnectionEndpoint, getSsoConnection, (call) => ({
    ...inAccount(call),
    connectionId: call.params.id,
  })),
  asks(updateSsoConnectionEndpoint, updateSsoConnection, (call) => ({
    ...byCaller(call),
    connectionId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(deleteSsoConnectionEndpoint, deleteSsoConnection, (call) => ({
    ...byCaller(call),
    connectionId: call.params.id,
  })),
  asks(checkSsoDomainEndpoint, checkSsoDomain, (call) => ({
    ...byCaller(call),
    connectionId: call.params.id,
    domain: call.params.domain,
  })),
  asks(testSsoConnectionEndpoint, testSsoConnection, (call) => ({
    ...inAccount(call),
    connectionId: call.params.id,
  })),
  asks(forgetSsoEndpoint, forgetSso, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
    commandId: call.newId('cmd'),
  })),
]);
