import {
  getSharedItem,
  getSharedItemEndpoint,
  leaveToGroupsEndpoint,
  listAudience,
  listAudienceEndpoint,
  listSharedItems,
  listSharedItemsEndpoint,
  listSharedWith,
  listSharedWithEndpoint,
  pageFrom,
  registerSharedItem,
  registerSharedItemEndpoint,
  removeSharedItem,
  removeSharedItemEndpoint,
  share,
  shareEndpoint,
  updateSharedItem,
  updateSharedItemEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, byWhomever, inAccount, seenBy } from './by.js';

export const SharedItemsController = controllerOf('SharedItemsController', [
  asks(listSharedItemsEndpoint, listSharedItems, (call) => {
    const { q, kind, externalId, group } = call.query;
    return { ...inAccount(call), filter: { q, kind, externalId, group }, page: pageFrom(call.query) };
  }),
  asks(registerSharedItemEndpoint, registerSharedItem, (call) => ({
    ...byCaller(call),
    itemId: call.newId('shi'),
    item: call.body,
  })),
  asks(getSharedItemEndpoint, getSharedItem, (call) => ({ ...inAccount(call), itemId: call.params.id })),
  asks(updateSharedItemEndpoint, updateSharedItem, (call) => ({
    ...byCaller(call),
    itemId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(removeSharedItemEndpoint, removeSharedItem, (call) => ({ ...byCaller(call), itemId: call.params.id })),
  asks(listAudienceEndpoint, listAudience, (call) => ({
    ...seenBy(call),
    itemId: call.params.id,
    page: pageFrom(call.query),
  })),
  asks(listSharedWithEndpoint, listSharedWith, (call) => ({
    ...seenBy(call),
    userId: call.params.id,
    shared: call.query.shared ?? true,
    page: pageFrom(call.query),
  })),
  asks(shareEndpoint, share, (call) => ({
    ...byWhomever(call),
    userId: call.params.id,
    itemId: call.params.itemId,
    shared: call.body.shared,
  })),
  asks(leaveToGroupsEndpoint, share, (call) => ({
    ...byWhomever(call),
    userId: call.params.id,
    itemId: call.params.itemId,
    shared: null,
  })),
]);
