import { Injectable } from '@nestjs/common';
import { Fault, NewUsername, systemActor } from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { Clock, derivedId, logger } from '@seatkeeper/service';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { StoredSsoConnection } from '../accounts/sso.schema.js';
import { isRefusal, newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { newUser } from '../users/new-users.js';
import type { StoredSsoLink } from '../users/user-credentials.schema.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { type Claims, namesOf } from './sso-people.js';

/** Somebody whom the provider vouches for, and nobody here knows. */
interface Newcomer {
  claims: Claims;
  address: string;
  link: StoredSsoLink;
}

const by = systemActor('single-sign-on');
const log = logger('sso');

/** Makes users of people who come from an identity provider, where the connection lets them in. */
@Injectable()
export class SsoNewcomersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly flows: FlowsService,
    private readonly groups: GroupCatalogueService,
    private readonly clock: Clock,
  ) {}

  /**
   * Of two who come at once with one identity, or one address, one is made. The id follows from both: whose identity was
   * forgotten is not in the way of who has it now. Rejects with `no-free-seat` where nobody waits for one.
   */
  async join(
    account: StoredAccount,
    { newcomers }: StoredSsoConnection,
    { claims, address, link }: Newcomer,
  ): Promise<StoredUser> {
    const { _id: accountId, locale } = account;
    if (!newcomers || !NewUsername.safeParse(address).success)
      throw new Fault('sso-user-unknown', {
        detail: 'Nobody here is known by your address: ask an administrator of your firm for an invitation.',
        members: { reason: 'not-known' },
      });
    const userId = derivedId('usr', accountId, link.id, address);
    const now = this.clock.now();
    // One that was deleted since is no group any more.
    const groups = (await this.groups.findLiveOnes(accountId, newcomers.groups)).map(({ _id }) => _id);
    const given = {
      username: address,
      ...namesOf(claims, address),
      products: [...newcomers.products],
      groups,
    };
    const pending = newUser(given, { userId, accountId, locale, by, now, status: 'pending' });
    const id = derivedId('cmd', userId, 'join');
    const { whenNoSeat } = newcomers;
    const flow = newFlow('join', { id, step: 'claim', input: { whenNoSeat }, by, now });
    try {
      return await this.flows.create({ ...pending, ssoLinks: [link], flow });
    } catch (error) {
      if (error instanceof DuplicateKey) return this.earlier(accountId, address, link);
      throw isRefusal(error) ? refusalOf(error, accountId) : error;
    }
  }

  /** Somebody was invited by this name since nobody had it, or came with this identity and another address. */
  private async earlier(accountId: string, address: string, link: StoredSsoLink): Promise<StoredUser> {
    const user =
      (await this.users.findByUsername(accountId, address)) ??
      (await this.users.findBySsoLink(accountId, link.id));
    if (user) return user;
    throw new Fault('sso-user-unknown', {
      detail: 'Your address is, or was, that of somebody else here: ask an administrator of your firm.',
      members: { reason: 'name-taken' },
    });
  }
}

/** A newcomer learns that there is no room, and neither how many there are nor who owes what. */
function refusalOf(fault: Fault, accountId: string): Fault {
  if (fault.code === 'no-free-seat' || fault.code === 'payment-overdue')
    return new Fault('no-free-seat', 'There is no free seat for you yet: ask an administrator of your firm.');
  log.warn('Somebody could not join', { accountId, error: fault });
  return new Fault('sso-user-unknown', {
    detail: 'You could not be let in: ask an administrator of your firm for an invitation.',
    members: { reason: 'not-let-in' },
  });
}
