import { Injectable } from '@nestjs/common';
import { Fault, userActor, userUpdated } from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { StoredSsoConnection } from '../accounts/sso.schema.js';
import { FlowsService } from '../flows/flows.service.js';
import { ActivationsService } from '../invitations/activations.service.js';
import { SeatStandingService } from '../seat-suspensions/seat-standing.service.js';
import { userEvent } from '../users/user-changes.js';
import type { StoredSsoLink } from '../users/user-credentials.schema.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { linkChange, linkedWith, ssoLink } from './sso-links.js';
import { SsoNewcomersService } from './sso-newcomers.service.js';
import { type Claims, knownAddress } from './sso-people.js';

/** Who somebody is here whom an identity provider vouches for. */
@Injectable()
export class SsoUsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly flows: FlowsService,
    private readonly activations: ActivationsService,
    private readonly newcomers: SsoNewcomersService,
    private readonly standing: SeatStandingService,
    private readonly clock: Clock,
  ) {}

  /**
   * The user whom the provider has vouched for before; at first whoever has the address as username, if it counts, and else
   * somebody new. Who was invited is active from then on. Rejects with `sso-user-unknown`, `sso-user-barred` or `no-free-seat`.
   */
  async userOf(account: StoredAccount, connection: StoredSsoConnection, claims: Claims): Promise<StoredUser> {
    const link = ssoLink(connection, claims.sub, this.clock.now());
    const known = await this.users.findBySsoLink(account._id, link.id);
    if (known) return this.letIn(await this.atRest(known), link, connection);
    const found = knownAddress(claims, connection);
    if ('refused' in found) throw unknown(found.refused);
    const { address } = found;
    const user =
      (await this.users.findByUsername(account._id, address)) ??
      (await this.newcomers.join(account, connection, { claims, address, link }));
    return this.letIn(await this.atRest(user), link, connection, address);
  }

  /** Somebody who is being invited, or joins in another tab, once it is known what comes of it. */
  private async atRest(user: StoredUser): Promise<StoredUser> {
    if (user.status !== 'pending') return user;
    const settled = await this.flows.settled(user.accountId, user._id);
    if (!settled) throw unknown('gone');
    return settled;
  }

  private async letIn(
    user: StoredUser,
    link: StoredSsoLink,
    connection: StoredSsoConnection,
    address?: string,
  ): Promise<StoredUser> {
    if (user.type !== 'standard') throw barred(user);
    const isInvited = user.status === 'invited';
    if (!isInvited && !mayAct(user, this.clock.now())) throw barred(user);
    await this.standing.refuse(user);
    if (isInvited) return this.accept(user, link, connection, address);
    return this.remember(user, link, connection, address);
  }

  /** The provider vouches for who was invited, as the link in the mail would, also when that is over. */
  private async accept(
    user: StoredUser,
    link: StoredSsoLink,
    connection: StoredSsoConnection,
    address?: string,
  ): Promise<StoredUser> {
    try {
      return await this.activations.activate(user, newId('cmd'), (before) => {
        refuseRenamed(before, address);
        if (before.status !== 'invited') throw barred(before);
        const ssoLinks = linkedWith(before, link);
        return ssoLinks ? { ssoLinks } : {};
      });
    } catch (error) {
      // The same person in another tab, or by the link in the mail, was faster.
      const now = await this.users.find(user.accountId, user._id);
      if (now && mayAct(now, this.clock.now())) return this.remember(now, link, connection, address);
      throw error instanceof DuplicateKey ? unknown('other-identity') : error;
    }
  }

  private async remember(
    user: StoredUser,
    link: StoredSsoLink,
    connection: StoredSsoConnection,
    address?: string,
  ): Promise<StoredUser> {
    if (user.ssoLinks?.some(({ id }) => id === link.id)) return user;
    try {
      const by = userActor(user._id);
      const alsoChanged = [linkChange(connection)];
      const linked = await this.users.changeFrom(user, (before) => {
        refuseRenamed(before, address);
        const ssoLinks = linkedWith(before, link);
        if (!ssoLinks) return null;
        return {
          set: { ssoLinks },
          events: (change) => [userEvent(userUpdated, { ...change, by }, { alsoChanged })],
        };
      });
      if (!linked) throw unknown('gone');
      return linked;
    } catch (error) {
      throw error instanceof DuplicateKey ? unknown('other-identity') : error;
    }
  }
}

/** The name was somebody's when it was looked up, and could be given up since. */
function refuseRenamed({ username }: Pick<StoredUser, 'username'>, address: string | undefined): void {
  if (address !== undefined && username !== address) throw unknown('gone');
}

/** Whoever gets here has signed in at the provider, so may know why it is not enough. */
const unknown = (reason: string): Fault =>
  new Fault('sso-user-unknown', {
    detail: SENTENCES[reason] ?? 'Nobody here is known by it.',
    members: { reason },
  });

const SENTENCES: Readonly<Record<string, string>> = {
  'no-address':
    'The provider does not say at which e-mail address you are reached, by which you would be known here.',
  'address-not-verified':
    'The provider does not call your e-mail address verified, so it does not count here.',
  'domain-not-proved':
    'The domain of your e-mail address is not proved to be the firm’s, so it does not count here.',
  'not-of-the-firm': 'Your account at the provider is your own and not the firm’s.',
  'other-identity': 'Whoever is known here by this address signs in with another identity of the provider.',
};

const barred = ({ status }: Pick<StoredUser, 'status'>): Fault =>
  new Fault('sso-user-barred', {
    detail:
      status === 'waiting'
        ? 'You are on the wait list for a seat, and get a mail when there is one.'
        : 'You may not sign in here: ask an administrator of your firm.',
    members: { userStatus: status },
  });
