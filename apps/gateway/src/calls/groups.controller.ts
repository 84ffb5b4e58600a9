import {
  createGroup,
  createGroupEndpoint,
  deleteGroup,
  deleteGroupEndpoint,
  getGroup,
  getGroupEndpoint,
  listGroups,
  listGroupsEndpoint,
  pageFrom,
  previewGroup,
  previewGroupEndpoint,
  updateGroup,
  updateGroupEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount } from './by.js';

export const GroupsController = controllerOf('GroupsController', [
  asks(listGroupsEndpoint, listGroups, (call) => ({ ...inAccount(call), page: pageFrom(call.query) })),
  asks(createGroupEndpoint, createGroup, (call) => ({
    ...byCaller(call),
    groupId: call.newId('grp'),
    group: call.body,
  })),
  asks(getGroupEndpoint, getGroup, (call) => ({ ...inAccount(call), groupId: call.params.id })),
  asks(updateGroupEndpoint, updateGroup, (call) => ({
    ...byCaller(call),
    groupId: call.params.id,
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(previewGroupEndpoint, previewGroup, (call) => ({
    ...byCaller(call),
    groupId: call.params.id,
    changes: call.body,
    page: pageFrom(call.query),
  })),
  asks(deleteGroupEndpoint, deleteGroup, (call) => ({
    ...byCaller(call),
    groupId: call.params.id,
    commandId: call.newId('cmd'),
  })),
]);
