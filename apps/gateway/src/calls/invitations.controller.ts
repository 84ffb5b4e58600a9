import {
  listInvitations,
  listInvitationsEndpoint,
  pageFrom,
  viewInvitation,
  viewInvitationEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { seenBy } from './by.js';

export const InvitationsController = controllerOf('InvitationsController', [
  asks(listInvitationsEndpoint, listInvitations, (call) => {
    const { sort, limit, cursor, count, ...filter } = call.query;
    return { ...seenBy(call), filter, sort, page: pageFrom({ limit, cursor, count }) };
  }),
  asks(
    viewInvitationEndpoint,
    viewInvitation,
    ({ params, origin }) => ({ ...params, ...origin }),
    ({ account, ...invitation }) => ({ account: account.name, accountSlug: account.slug, ...invitation }),
  ),
]);
