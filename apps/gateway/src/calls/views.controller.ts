import {
  createView,
  createViewEndpoint,
  deleteView,
  deleteViewEndpoint,
  getView,
  getViewEndpoint,
  listViews,
  listViewsEndpoint,
  updateView,
  updateViewEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller } from './by.js';

export const ViewsController = controllerOf('ViewsController', [
  asks(listViewsEndpoint, listViews, byCaller),
  asks(createViewEndpoint, createView, (call) => ({
    ...byCaller(call),
    viewId: call.newId('viw'),
    view: call.body,
  })),
  asks(getViewEndpoint, getView, (call) => ({ ...byCaller(call), viewId: call.params.id })),
  asks(updateViewEndpoint, updateView, (call) => ({
    ...byCaller(call),
    viewId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(deleteViewEndpoint, deleteView, (call) => ({ ...byCaller(call), viewId: call.params.id })),
]);
