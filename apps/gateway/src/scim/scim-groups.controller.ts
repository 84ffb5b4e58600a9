import { Controller, Inject } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  changeProvisionedGroup,
  createScimGroupEndpoint,
  deleteGroup,
  deleteScimGroupEndpoint,
  Fault,
  getScimGroupEndpoint,
  GroupId,
  listProvisionedGroups,
  listScimGroupsEndpoint,
  MOST_PROVISIONED,
  patchScimGroupEndpoint,
  provisionGroup,
  refuse,
  replaceScimGroupEndpoint,
  SCIM_GROUP,
  UserId,
} from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import { byCaller, seenBy } from '../calls/by.js';
import type { Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { groupConditions } from './scim-filters.js';
import {
  onlyUsers,
  refuseMembers,
  saidByGroup,
  saidByGroupOperations,
  type SaidOfGroup,
  toScimGroup,
} from './scim-groups.js';
import { isWanted, projected } from './scim-projections.js';
import { listReply, partOf, resourceReply } from './scim-replies.js';

/** Groups, as identity providers fill them. */
@Controller()
export class ScimGroupsController {
  private readonly base: string;

  constructor(
    private readonly bus: Bus,
    @Inject(SETTINGS) { PUBLIC_URL }: { PUBLIC_URL: string },
  ) {
    this.base = `${PUBLIC_URL.replace(/\/$/, '')}/scim/v2`;
  }

  @Endpoint(listScimGroupsEndpoint)
  async list(call: Call<typeof listScimGroupsEndpoint>): Promise<Reply> {
    const { query } = call;
    const part = partOf(query, MOST_PROVISIONED);
    const filter = groupConditions(query.filter, SCIM_GROUP);
    const isNobody = filter === null || !fits(GroupId, filter.id) || !fits(UserId, filter.member);
    if (isNobody) return listReply([], { total: 0, from: part.from });
    const withMembers = isWanted(query, 'members');
    const asked = { ...seenBy(call), filter, withMembers, ...part };
    const found = await this.bus.request(listProvisionedGroups, asked);
    const resources = found.items.map((group) => projected(toScimGroup(group, this.base), query));
    return listReply(resources, { total: found.total, from: part.from });
  }

  @Endpoint(createScimGroupEndpoint)
  async create(call: Call<typeof createScimGroupEndpoint>): Promise<Reply> {
    const said = saidByGroup(call.body);
    const { name, externalId, replace: members = [] } = said;
    if (name === undefined)
      throw new Fault('validation-failed', {
        errors: [{ path: 'displayName', message: 'May not be left out' }],
      });
    refuse(refuseMembers(said));
    const group = await this.bus.request(provisionGroup, {
      ...byCaller(call),
      groupId: call.newId('grp'),
      group: { name, externalId },
      members,
    });
    return resourceReply(201, toScimGroup(group, this.base), call.query);
  }

  @Endpoint(getScimGroupEndpoint)
  async get(call: Call<typeof getScimGroupEndpoint>): Promise<Reply> {
    const withMembers = isWanted(call.query, 'members');
    const asked = { ...seenBy(call), filter: { id: call.params.id }, withMembers, from: 0, limit: 1 };
    const [group] = (await this.bus.request(listProvisionedGroups, asked)).items;
    if (!group) throw Fault.notFound('group');
    return resourceReply(200, toScimGroup(group, this.base), call.query);
  }

  @Endpoint(replaceScimGroupEndpoint)
  replace(call: Call<typeof replaceScimGroupEndpoint>): Promise<Reply> {
    const said = saidByGroup(call.body);
    return this.change(call, { ...said, externalId: said.externalId ?? null, replace: said.replace ?? [] });
  }

  @Endpoint(patchScimGroupEndpoint)
  patch(call: Call<typeof patchScimGroupEndpoint>): Promise<Reply> {
    return this.change(call, saidByGroupOperations(call.body.Operations));
  }

  @Endpoint(deleteScimGroupEndpoint)
  async remove(call: Call<typeof deleteScimGroupEndpoint>): Promise<void> {
    const which = { ...byCaller(call), groupId: call.params.id, commandId: call.newId('cmd') };
    await this.bus.request(deleteGroup, which);
  }

  private async change(
    call: Call<typeof replaceScimGroupEndpoint> | Call<typeof patchScimGroupEndpoint>,
    { name, externalId, replace, add, remove }: SaidOfGroup,
  ): Promise<Reply> {
    refuse(refuseMembers({ replace, add }));
    const group = await this.bus.request(changeProvisionedGroup, {
      ...byCaller(call),
      groupId: call.params.id,
      commandId: call.newId('cmd'),
      changes: { name, externalId },
      members: { replace, add, remove: onlyUsers(remove) },
      withMembers: isWanted(call.query, 'members'),
    });
    return resourceReply(200, toScimGroup(group, this.base), call.query);
  }
}

const fits = (
  schema: { safeParse: (value: unknown) => { success: boolean } },
  id: string | undefined,
): boolean => id === undefined || schema.safeParse(id).success;
