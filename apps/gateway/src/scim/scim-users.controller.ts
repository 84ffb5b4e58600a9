import { Controller, Inject } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  changeProvisionedUser,
  createScimUserEndpoint,
  deleteScimUserEndpoint,
  Fault,
  getScimUserEndpoint,
  listProvisionedUsers,
  listScimUsersEndpoint,
  MOST_PROVISIONED,
  patchScimUserEndpoint,
  provisionUser,
  type ProvisionedUser,
  removeProvisionedUser,
  replaceScimUserEndpoint,
  SCIM_USER,
  UserId,
  Username,
} from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import { byCaller, seenBy } from '../calls/by.js';
import type { Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { type UserConditions, userConditions } from './scim-filters.js';
import { saidByBody, saidByOperations } from './scim-persons.js';
import { projected, type Wanted } from './scim-projections.js';
import { listReply, partOf, resourceReply } from './scim-replies.js';
import { changesOfPerson, inWordsOfScim, newPerson, replacementOfPerson, toScimUser } from './scim-users.js';

/** People, as identity providers bring them in, change and remove them. */
@Controller()
export class ScimUsersController {
  private readonly base: string;

  constructor(
    private readonly bus: Bus,
    @Inject(SETTINGS) { PUBLIC_URL }: { PUBLIC_URL: string },
  ) {
    this.base = `${PUBLIC_URL.replace(/\/$/, '')}/scim/v2`;
  }

  @Endpoint(listScimUsersEndpoint)
  async list(call: Call<typeof listScimUsersEndpoint>): Promise<Reply> {
    const { query } = call;
    const part = partOf(query, MOST_PROVISIONED);
    const filter = storedForms(userConditions(query.filter, SCIM_USER));
    // What has another form nobody can be called.
    if (!filter) return listReply([], { total: 0, from: part.from });
    const found = await this.bus.request(listProvisionedUsers, { ...seenBy(call), filter, ...part });
    const resources = found.items.map((user) => projected(toScimUser(user, this.base), query));
    return listReply(resources, { total: found.total, from: part.from });
  }

  @Endpoint(createScimUserEndpoint)
  async create(call: Call<typeof createScimUserEndpoint>): Promise<Reply> {
    const person = newPerson(saidByBody(call.body));
    const asked = { ...byCaller(call), userId: call.newId('usr'), ...person };
    return this.told(201, call.query, () => this.bus.request(provisionUser, asked));
  }

  @Endpoint(getScimUserEndpoint)
  async get(call: Call<typeof getScimUserEndpoint>): Promise<Reply> {
    const filter = { id: call.params.id };
    const asked = { ...seenBy(call), filter, from: 0, limit: 1 };
    const [user] = (await this.bus.request(listProvisionedUsers, asked)).items;
    if (!user) throw Fault.notFound('user');
    return resourceReply(200, toScimUser(user, this.base), call.query);
  }

  @Endpoint(replaceScimUserEndpoint)
  replace(call: Call<typeof replaceScimUserEndpoint>): Promise<Reply> {
    return this.change(call, replacementOfPerson(saidByBody(call.body)));
  }

  @Endpoint(patchScimUserEndpoint)
  patch(call: Call<typeof patchScimUserEndpoint>): Promise<Reply> {
    return this.change(call, changesOfPerson(saidByOperations(call.body.Operations)));
  }

  @Endpoint(deleteScimUserEndpoint)
  async remove(call: Call<typeof deleteScimUserEndpoint>): Promise<void> {
    const which = { ...byCaller(call), userId: call.params.id, commandId: call.newId('cmd') };
    await this.bus.request(removeProvisionedUser, which);
  }

  private change(
    call: Call<typeof replaceScimUserEndpoint> | Call<typeof patchScimUserEndpoint>,
    wanted: ReturnType<typeof changesOfPerson>,
  ): Promise<Reply> {
    const { params, ifVersion } = call;
    const which = { ...byCaller(call), userId: params.id, commandId: call.newId('cmd') };
    return this.told(200, call.query, () =>
      this.bus.request(changeProvisionedUser, { ...which, ...wanted, ifVersion }),
    );
  }

  private async told(status: number, wanted: Wanted, ask: () => Promise<ProvisionedUser>): Promise<Reply> {
    try {
      return resourceReply(status, toScimUser(await ask(), this.base), wanted);
    } catch (error) {
      throw error instanceof Fault ? inWordsOfScim(error) : error;
    }
  }
}

/** What is asked for, as it is stored. Null when nobody can be called so. */
function storedForms(asked: UserConditions | null): UserConditions | null {
  if (!asked) return null;
  const { id, username, ...rest } = asked;
  const name = username === undefined ? undefined : Username.safeParse(username);
  if (id !== undefined && !UserId.safeParse(id).success) return null;
  if (name && !name.success) return null;
  return { ...rest, ...(id !== undefined && { id }), ...(name && { username: name.data }) };
}
