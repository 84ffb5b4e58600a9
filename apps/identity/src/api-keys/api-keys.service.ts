import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  type ApiKey,
  apiKeyCreated,
  apiKeyRevoked,
  createApiKey,
  Fault,
  type Input,
  listApiKeys,
  type Output,
  type ProvingActor,
  refuse,
  revokeApiKey,
} from '@seatkeeper/contracts';
import { event, isDone, type NewEvent } from '@seatkeeper/mongo';
import { SETTINGS } from '@seatkeeper/service';
import { AuthorityService, isSelf } from '../admins/authority.service.js';
import { refuseGrant } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { refuseUnproved } from '../proofs/proofs.js';
import { ReachService } from '../reach/reach.service.js';
import { mayAct, wrongStatus } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredApiKey } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import {
  expiryOf,
  isWithin,
  type KeyLimits,
  refuseExpiry,
  refuseMore,
  refuseScopes,
  roomFor,
  toApiKey,
} from './api-keys.js';

/** The API keys of a user, who may look after them without a permission; everybody else needs all that the user holds. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly permissions: PermissionsService,
    private readonly reach: ReachService,
    @Inject(SETTINGS) private readonly limits: KeyLimits,
  ) {}

  @Handle(listApiKeys)
  async list({ accountId, by, userId }: Input<typeof listApiKeys>): Promise<Output<typeof listApiKeys>> {
    const user = await this.users.get(accountId, userId);
    await this.reach.refuseHidden(user, by);
    const { apiKeys = [] } = user;
    const shown = by.keyId === undefined ? apiKeys : await this.within(apiKeys, accountId, by);
    return { items: shown.map(toApiKey).toReversed() };
  }

  @Handle(createApiKey)
  async create(request: Input<typeof createApiKey>): Promise<ApiKey> {
    const { accountId, by, userId, keyId, key } = request;
    const user = await this.users.get(accountId, userId);
    await this.reach.refuseHidden(user, by);
    // One that was made and revoked meanwhile is not made again.
    if (isDone(user, keyId)) return toApiKey(keyOf(user, keyId));
    await this.refuseMaking(user, by, key.scopes);
    const changed = await this.users.changeFrom(user, (before, now) => {
      if (isDone(before, keyId)) return null;
      if (!mayAct(before, now)) throw wrongStatus(before, 'given an API key');
      const made = this.made(before, request, now);
      const others = roomFor(before.apiKeys, now);
      refuse(refuseMore(others, this.limits));
      return {
        set: { apiKeys: [...others, made] },
        command: keyId,
        events: ({ after }) => [told(apiKeyCreated, after, made, by)],
      };
    });
    if (!changed) throw Fault.notFound('user');
    return toApiKey(keyOf(changed, keyId));
  }

  @Handle(revokeApiKey)
  async revoke({
    accountId,
    by,
    userId,
    keyId,
    commandId,
  }: Input<typeof revokeApiKey>): Promise<Output<typeof revokeApiKey>> {
    const user = await this.users.get(accountId, userId);
    await this.reach.refuseHidden(user, by);
    const isRepeated = (as: StoredUser) => commandId !== undefined && isDone(as, commandId);
    if (isRepeated(user)) return {};
    await this.refuseRevoking(user, by, keyOf(user, keyId));
    const changed = await this.users.changeFrom(user, (before) => {
      if (isRepeated(before)) return null;
      const revoked = keyOf(before, keyId);
      const left = (before.apiKeys ?? []).filter(({ id }) => id !== keyId);
      return {
        ...(left.length > 0 ? { set: { apiKeys: left } } : { unset: ['apiKeys'] }),
        command: commandId,
        events: ({ after }) => [told(apiKeyRevoked, after, revoked, by)],
      };
    });
    if (!changed) throw Fault.notFound('user');
    return {};
  }

  /** Nobody makes what acts as another person, nor a key that is for more than they hold, or than its user does. */
  private async refuseMaking(
    user: StoredUser,
    by: ProvingActor,
    scopes: StoredApiKey['scopes'],
  ): Promise<void> {
    const { accountId } = user;
    const isOwn = by.type === 'user' && by.id === user._id;
    if (!isOwn && user.type !== 'service')
      throw new Fault(
        'forbidden',
        `What an API key does is done in the name of its user: only ${user.firstName} ${user.lastName} can make one. ` +
          'Make one for a service user.',
      );
    // A key may make others for its own user that are for no more than it is, so that it can be replaced in time.
    if (!isOwn) await this.authority.refuseBecoming(user, by);
    refuse(refuseScopes(scopes, await this.permissions.of(user)));
    refuse(refuseGrant(await this.permissions.heldBy(accountId, by), scopes));
    // It outlasts the session. A key may replace itself: it makes nothing that does more than it does.
    if (by.keyId === undefined) refuse(refuseUnproved(by));
  }

  private async refuseRevoking(user: StoredUser, by: Actor, key: StoredApiKey): Promise<void> {
    if (isSelf(by, user)) return;
    const isOfOwn = by.type === 'user' && by.id === user._id;
    if (!isOfOwn) return this.authority.refuseStronger(user, by);
    refuse(refuseGrant(await this.permissions.heldBy(user.accountId, by), key.scopes));
  }

  private async within(keys: StoredApiKey[], accountId: string, by: Actor): Promise<StoredApiKey[]> {
    const held = await this.permissions.heldBy(accountId, by);
    return keys.filter((key) => isWithin(key, held));
  }

  private made(
    user: StoredUser,
    { keyId: id, secretHash, key, by: createdBy }: Input<typeof createApiKey>,
    now: Date,
  ): StoredApiKey {
    const expiresAt = expiryOf(user, key, this.limits, now);
    refuse(refuseExpiry(user, expiresAt, this.limits, now));
    const { name, scopes } = key;
    return { id, secretHash, name, scopes, createdAt: now, createdBy, ...(expiresAt && { expiresAt }) };
  }
}

function keyOf({ apiKeys = [] }: StoredUser, keyId: string): StoredApiKey {
  const key = apiKeys.find(({ id }) => id === keyId);
  if (!key) throw Fault.notFound('API key');
  return key;
}

function told(
  /** Both have the same data. */
  contract: typeof apiKeyCreated,
  { accountId, _id: userId, updatedAt }: StoredUser,
  key: StoredApiKey,
  actor: Actor,
): NewEvent {
  const { name, scopes, expiresAt } = toApiKey(key);
  const data = { accountId, actor, userId, keyId: key.id, key: { name, scopes, expiresAt } };
  return event(contract, userId, data, updatedAt);
}
