import {
  createWebhookEndpoint,
  createWebhookEndpointEndpoint,
  deleteWebhookEndpoint,
  deleteWebhookEndpointEndpoint,
  getWebhookDelivery,
  getWebhookDeliveryEndpoint,
  getWebhookEndpoint,
  getWebhookEndpointEndpoint,
  listWebhookDeliveries,
  listWebhookDeliveriesEndpoint,
  listWebhookEndpoints,
  listWebhookEndpointsEndpoint,
  pageFrom,
  replayWebhookDelivery,
  replayWebhookDeliveryEndpoint,
  rotateWebhookSecret,
  rotateWebhookSecretEndpoint,
  testWebhookEndpoint,
  testWebhookEndpointEndpoint,
  updateWebhookEndpoint,
  updateWebhookEndpointEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

export const WebhooksController = controllerOf('WebhooksController', [
  asks(listWebhookEndpointsEndpoint, listWebhookEndpoints, inAccount),
  asks(
    createWebhookEndpointEndpoint,
    createWebhookEndpoint,
    (call) => ({ ...byCaller(call), endpointId: call.newId('whe'), endpoint: call.body }),
    ({ endpoint, secret }) => ({ ...endpoint, secret }),
  ),
  asks(getWebhookEndpointEndpoint, getWebhookEndpoint, (call) => ({
    ...inAccount(call),
    endpointId: call.params.id,
  })),
  asks(updateWebhookEndpointEndpoint, updateWebhookEndpoint, (call) => ({
    ...byCaller(call),
    endpointId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(deleteWebhookEndpointEndpoint, deleteWebhookEndpoint, (call) => ({
    ...byCaller(call),
    endpointId: call.params.id,
  })),
  asks(
    rotateWebhookSecretEndpoint,
    rotateWebhookSecret,
    (call) => ({ ...byCaller(call), endpointId: call.params.id, commandId: call.newId('cmd') }),
    ({ endpoint, secret }) => ({ ...endpoint, secret }),
  ),
  asks(testWebhookEndpointEndpoint, testWebhookEndpoint, (call) => ({
    ...byCaller(call),
    endpointId: call.params.id,
    commandId: call.newId('cmd'),
  })),
  asks(listWebhookDeliveriesEndpoint, listWebhookDeliveries, (call) => {
    const { state: states, ...page } = call.query;
    return { ...inAccount(call), endpointId: call.params.id, filter: { states }, page: pageFrom(page) };
  }),
  asks(getWebhookDeliveryEndpoint, getWebhookDelivery, (call) => ({
    ...inAccount(call),
    endpointId: call.params.id,
    deliveryId: call.params.deliveryId,
  })),
  asks(replayWebhookDeliveryEndpoint, replayWebhookDelivery, (call) => ({
    ...byCaller(call),
    endpointId: call.params.id,
    deliveryId: call.params.deliveryId,
    commandId: call.newId('cmd'),
  })),
]);
