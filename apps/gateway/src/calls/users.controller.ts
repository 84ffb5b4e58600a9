import {
  boundOf,
  banUser,
  banUserEndpoint,
  deactivateUser,
  deactivateUserEndpoint,
  getUser,
  getUserEndpoint,
  getUserImport,
  getUserImportEndpoint,
  inviteUser,
  inviteUserEndpoint,
  listAffiliatedUsers,
  listUserHistory,
  listUserPermissions,
  listUsers,
  listUsersEndpoint,
  pageFrom,
  reactivateUser,
  reactivateUserEndpoint,
  previewReplacement,
  replaceUser,
  replaceUserEndpoint,
  resendInvitation,
  resendInvitationEndpoint,
  revokeInvitation,
  revokeInvitationEndpoint,
  unbanUser,
  unbanUserEndpoint,
  updateUser,
  updateUserEndpoint,
  userHistoryEndpoint,
  userPermissionsEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { Reply } from '../http/call.js';
import { byWhomever, ownSessionOf, seenBy } from './by.js';
import { changeOf, leavingOf, ofUser } from './one-user.js';

/** A file of users is taken by UserUploadsController. */
export const UsersController = controllerOf('UsersController', [
  answers(listUsersEndpoint, (bus, call) => {
    const { sort, limit, cursor, count, affiliates = false, ...filter } = call.query;
    const question = { ...seenBy(call), filter, sort, page: pageFrom({ limit, cursor, count }) };
    if (!affiliates) return bus.request(listUsers, question);
    const { sessionId } = ownSessionOf(call.caller);
    return bus.request(listAffiliatedUsers, { ...question, sessionId });
  }),
  asks(
    inviteUserEndpoint,
    inviteUser,
    (call) => {
      const { whenNoSeat, joinsOn, ...user } = call.body;
      return { ...byWhomever(call), userId: call.newId('usr'), user, whenNoSeat, joinsOn };
    },
    (user) => new Reply(user.status === 'waiting' ? 202 : 201, user, { location: `/v1/users/${user.id}` }),
  ),
  asks(getUserEndpoint, getUser, ofUser),
  asks(updateUserEndpoint, updateUser, (call) => ({
    ...changeOf(call),
    changes: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(resendInvitationEndpoint, resendInvitation, changeOf),
  asks(revokeInvitationEndpoint, revokeInvitation, changeOf),
  asks(deactivateUserEndpoint, deactivateUser, leavingOf),
  asks(reactivateUserEndpoint, reactivateUser, changeOf),
  asks(banUserEndpoint, banUser, (call) => ({ ...changeOf(call), ...call.body })),
  asks(unbanUserEndpoint, unbanUser, changeOf),
  answers(replaceUserEndpoint, (bus, call) => {
    const { by: replacement, reassign, copy, preview } = call.body;
    const wish = {
      ...changeOf(call),
      replacement,
      newUserId: call.newId('usr'),
      reassignmentId: reassign ? call.newId('rea') : undefined,
      copy,
      bound: boundOf(call.body),
    };
    return preview ? bus.request(previewReplacement, wish) : bus.request(replaceUser, wish);
  }),
  asks(userPermissionsEndpoint, listUserPermissions, ofUser),
  asks(userHistoryEndpoint, listUserHistory, (call) => ({ ...ofUser(call), page: pageFrom(call.query) })),
  asks(getUserImportEndpoint, getUserImport, (call) => ({
    ...seenBy(call),
    importId: call.params.id,
    page: pageFrom(call.query),
  })),
]);
