import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  banUser,
  banUserEndpoint,
  deactivateUser,
  deactivateUserEndpoint,
  getUser,
  getUserEndpoint,
  inviteUser,
  inviteUserEndpoint,
  listUserHistory,
  listUserPermissions,
  listUsers,
  listUsersEndpoint,
  pageFrom,
  reactivateUser,
  reactivateUserEndpoint,
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
  userActor,
  userHistoryEndpoint,
  userPermissionsEndpoint,
} from '@seatkeeper/contracts';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';

@Controller()
export class UsersController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(listUsersEndpoint)
  list({ caller, query }: Call<typeof listUsersEndpoint>) {
    const { sort, limit, cursor, count, ...filter } = query;
    const page = pageFrom({ limit, cursor, count });
    return this.bus.request(listUsers, { accountId: caller.accountId, filter, sort, page });
  }

  @Endpoint(inviteUserEndpoint)
  async invite(call: Call<typeof inviteUserEndpoint>): Promise<Reply> {
    const { whenNoSeat, ...user } = call.body;
    const invited = await this.bus.request(inviteUser, {
      accountId: call.caller.accountId,
      by: userActor(call.caller.userId),
      userId: call.newId('usr'),
      user,
      whenNoSeat,
    });
    const location = `/v1/users/${invited.id}`;
    return new Reply(invited.status === 'waiting' ? 202 : 201, invited, { location });
  }

  @Endpoint(getUserEndpoint)
  get({ caller, params }: Call<typeof getUserEndpoint>) {
    return this.bus.request(getUser, { accountId: caller.accountId, userId: params.id });
  }

  @Endpoint(updateUserEndpoint)
  update(call: Call<typeof updateUserEndpoint>) {
    return this.bus.request(updateUser, { ...command(call), changes: call.body, ifVersion: call.ifVersion });
  }

  @Endpoint(resendInvitationEndpoint)
  resendInvitation(call: Call<typeof resendInvitationEndpoint>) {
    return this.bus.request(resendInvitation, command(call));
  }

  @Endpoint(revokeInvitationEndpoint)
  revokeInvitation(call: Call<typeof revokeInvitationEndpoint>) {
    return this.bus.request(revokeInvitation, command(call));
  }

  @Endpoint(deactivateUserEndpoint)
  deactivate(call: Call<typeof deactivateUserEndpoint>) {
    const { reason, reassign } = call.body;
    return this.bus.request(deactivateUser, {
      ...command(call),
      reason,
      reassign: reassign && {
        reassignmentId: call.newId('rea'),
        plan: 'plan' in reassign ? reassign.plan : reassign,
      },
    });
  }

  @Endpoint(reactivateUserEndpoint)
  reactivate(call: Call<typeof reactivateUserEndpoint>) {
    return this.bus.request(reactivateUser, command(call));
  }

  @Endpoint(banUserEndpoint)
  ban(call: Call<typeof banUserEndpoint>) {
    return this.bus.request(banUser, { ...command(call), ...call.body });
  }

  @Endpoint(unbanUserEndpoint)
  unban(call: Call<typeof unbanUserEndpoint>) {
    return this.bus.request(unbanUser, command(call));
  }

  @Endpoint(replaceUserEndpoint)
  replace(call: Call<typeof replaceUserEndpoint>) {
    return this.bus.request(replaceUser, {
      ...command(call),
      replacement: call.body.by,
      newUserId: call.newId('usr'),
      reassignmentId: call.body.reassign ? call.newId('rea') : undefined,
      copy: call.body.copy,
    });
  }

  @Endpoint(userPermissionsEndpoint)
  permissions({ caller, params }: Call<typeof userPermissionsEndpoint>) {
    return this.bus.request(listUserPermissions, { accountId: caller.accountId, userId: params.id });
  }

  @Endpoint(userHistoryEndpoint)
  history({ caller, params, query }: Call<typeof userHistoryEndpoint>) {
    const page = pageFrom(query);
    return this.bus.request(listUserHistory, { accountId: caller.accountId, userId: params.id, page });
  }
}

/** What every change of one user says: where, who, whom. */
const command = ({ caller, params }: Pick<Call<typeof getUserEndpoint>, 'caller' | 'params'>) => ({
  accountId: caller.accountId,
  by: userActor(caller.userId),
  userId: params.id,
});
