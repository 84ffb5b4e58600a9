import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
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
  updateGroup,
  updateGroupEndpoint,
  userActor,
} from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';

@Controller()
export class GroupsController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(listGroupsEndpoint)
  list({ caller, query }: Call<typeof listGroupsEndpoint>) {
    return this.bus.request(listGroups, { accountId: caller.accountId, page: pageFrom(query) });
  }

  @Endpoint(createGroupEndpoint)
  create({ caller, body, newId }: Call<typeof createGroupEndpoint>) {
    const by = userActor(caller.userId);
    return this.bus.request(createGroup, {
      accountId: caller.accountId,
      by,
      groupId: newId('grp'),
      group: body,
    });
  }

  @Endpoint(getGroupEndpoint)
  get({ caller, params }: Call<typeof getGroupEndpoint>) {
    return this.bus.request(getGroup, { accountId: caller.accountId, groupId: params.id });
  }

  @Endpoint(updateGroupEndpoint)
  update({ caller, params, body, ifVersion }: Call<typeof updateGroupEndpoint>) {
    const { accountId, userId } = caller;
    return this.bus.request(updateGroup, {
      accountId,
      by: userActor(userId),
      groupId: params.id,
      changes: body,
      ifVersion,
    });
  }

  @Endpoint(deleteGroupEndpoint)
  async delete({ caller, params }: Call<typeof deleteGroupEndpoint>): Promise<void> {
    const { accountId, userId } = caller;
    await this.bus.request(deleteGroup, { accountId, by: userActor(userId), groupId: params.id });
  }
}
