import {
  acceptInvitation,
  acceptInvitationEndpoint,
  viewInvitation,
  viewInvitationEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controller.js';

export const InvitationsController = controllerOf('InvitationsController', [
  asks(
    viewInvitationEndpoint,
    viewInvitation,
    ({ params, origin }) => ({ ...params, ...origin }),
    ({ account, ...invitation }) => ({ account: account.name, accountSlug: account.slug, ...invitation }),
  ),
  asks(acceptInvitationEndpoint, acceptInvitation, ({ params, body, origin }) => ({
    ...params,
    ...body,
    ...origin,
  })),
]);
