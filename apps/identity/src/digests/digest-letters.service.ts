import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  type DigestLetter,
  getDigestLetter,
  type Input,
  listDigestReaders,
  listLicenses,
  MOST_DIGEST_READERS,
  type Output,
  type Permission,
} from '@seatkeeper/contracts';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { PermissionHoldersService } from '../permission-holders/permission-holders.service.js';
import { ReachService } from '../reach/reach.service.js';
import type { Reach } from '../users/reaches.js';
import { WaitListsRepository } from '../users/wait-lists.repository.js';
import { digestOfProduct } from './digest-licences.js';
import { DigestPeopleService } from './digest-people.service.js';
import { comingUntil, isWorthTelling, type Period } from './digests.js';

/** Who may see people, or licences, and does something about them. */
const OF_PEOPLE: readonly Permission[] = ['users.invite', 'users.update', 'users.deactivate', 'users.ban'];
const OF_LICENCES: readonly Permission[] = ['seats.purchase'];

/** What of a digest somebody may see. */
interface Shown {
  readonly people: boolean;
  readonly licences: boolean;
  /** Whom of the people; null is everybody. */
  readonly reach: Reach | null;
}

type Told = Pick<DigestLetter, 'people' | 'licences'>;
type Digested = StoredAccount & { digest: Period };

/** What the digest of an account says, and to whom. */
@Injectable()
export class DigestLettersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly holders: PermissionHoldersService,
    private readonly reach: ReachService,
    private readonly people: DigestPeopleService,
    private readonly waiting: WaitListsRepository,
    private readonly bus: Bus,
  ) {}

  @Handle(listDigestReaders)
  async list({
    accountId,
    digestId,
  }: Input<typeof listDigestReaders>): Promise<Output<typeof listDigestReaders>> {
    const account = await this.find(accountId, digestId);
    if (!account || !(await this.tell(account, { people: true, licences: true, reach: null })))
      return { items: [] };
    const permissions = [...OF_PEOPLE, ...OF_LICENCES];
    return { items: await this.holders.list(accountId, permissions, MOST_DIGEST_READERS) };
  }

  @Handle(getDigestLetter)
  async letter({
    accountId,
    userId,
    digestId,
  }: Input<typeof getDigestLetter>): Promise<Output<typeof getDigestLetter>> {
    const [account, holder] = await Promise.all([
      this.find(accountId, digestId),
      this.holders.holding(accountId, userId),
    ]);
    if (!account || !holder) return { letter: null };
    const { held, letter } = holder;
    const told = await this.tell(account, {
      people: mayRead(held, 'users.read', OF_PEOPLE),
      licences: mayRead(held, 'licenses.read', OF_LICENCES),
      reach: await this.reach.of(accountId, { userId }),
    });
    const { from, to } = account.digest;
    return { letter: told && { ...letter, from: from.toISOString(), to: to.toISOString(), ...told } };
  }

  /** Null once a newer digest has come: it tells of what is to come as it is then. */
  private async find(accountId: string, digestId: string): Promise<Digested | null> {
    const account = await this.accounts.find(accountId);
    const { id, from, to } = account?.digest ?? {};
    return account && id === digestId && from && to ? { ...account, digest: { id, from, to } } : null;
  }

  /** Null where there is nothing to tell. */
  private async tell(account: Digested, { people, licences, reach }: Shown): Promise<Told | null> {
    const until = comingUntil(policiesOf(account).digest, account.digest);
    const told = {
      people: people ? await this.people.tell(account, account.digest, until, reach) : null,
      licences: licences ? await this.licences(account._id, account.digest) : null,
    };
    return isWorthTelling(told, until) ? told : null;
  }

  private async licences(accountId: string, { to }: Period): Promise<Told['licences']> {
    const { items } = await this.bus.request(listLicenses, { accountId });
    return Promise.all(
      items.map(async (license) =>
        digestOfProduct(license, await this.waiting.countFor(accountId, license.product), to),
      ),
    );
  }
}

const mayRead = (held: readonly Permission[], read: Permission, any: readonly Permission[]): boolean =>
  held.includes(read) && any.some((permission) => held.includes(permission));
