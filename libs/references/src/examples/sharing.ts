import { ada, group, ids, liam, page, sharedItem } from './harbour-lane.js';

const { id, kind, externalId, name } = sharedItem;
const item = { id, kind, externalId, name };
const via = [{ id: group.id, name: group.name }];
const added = { decision: 'added', by: { type: 'user', id: ids.ada }, at: '2026-03-12T09:00:00.000Z' };
const person = ({ id: userId, username, firstName, lastName, status }: typeof liam | typeof ada) => ({
  userId,
  username,
  firstName,
  lastName,
  status,
});

/** What the calls about shared items answer. */
export const sharingAnswers = {
  listSharedItems: { 200: page(sharedItem) },
  registerSharedItem: { 201: { ...sharedItem, groups: [] } },
  getSharedItem: { 200: sharedItem },
  updateSharedItem: { 200: { ...sharedItem, name: 'Intake, harbour', version: 2 } },
  listAudience: {
    200: page({ ...person(ada), via: [], override: added }, { ...person(liam), via, override: null }),
  },
  listSharedWith: { 200: page({ item, shared: true, via, override: null }) },
  share: { 200: { item, shared: true, via: [], override: added } },
  leaveToGroups: { 200: { item, shared: true, via, override: null } },
};
