import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type AccountName,
  Fault,
  type Input,
  listAffiliatedUsers,
  LISTED_ACCOUNTS_MAX,
  type Output,
  type Permission,
  refuse,
  userActor,
} from '@seatkeeper/contracts';
import { AccountSet } from '@seatkeeper/mongo';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { nameOf } from '../accounts/hierarchy-events.js';
import { LineageService } from '../accounts/lineage.service.js';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UserListsService } from '../lists/user-lists.service.js';
import { ReachService } from '../reach/reach.service.js';
import { SessionEntriesService } from '../sessions/session-entries.service.js';
import { customSortOf } from '../users/user-lists.js';

const NEEDED: readonly Permission[] = ['users.read', 'accounts.affiliates'];

type Asked = Input<typeof listAffiliatedUsers>;

/** One key is another field in each account, with other values, and of another type. */
function refuseCustom({ filter, sort }: Pick<Asked, 'filter' | 'sort'>): Fault | null {
  const message = 'Custom fields are of one account: list the people of one after the other';
  const errors = [
    ...Object.keys(filter.custom ?? {}).map((name) => ({ path: `custom.${name}`, message })),
    ...(customSortOf(sort) === undefined ? [] : [{ path: 'sort', message }]),
  ];
  return errors.length > 0 ? new Fault('validation-failed', { errors }) : null;
}

/**
 * People of an account and of those below it in one list. Of each account below it shows whom the same session would see there after
 * going in: all, or nobody.
 */
@Injectable()
export class AffiliatedUsersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly lineage: LineageService,
    private readonly permissions: PermissionsService,
    private readonly entries: SessionEntriesService,
    private readonly reach: ReachService,
    private readonly lists: UserListsService,
  ) {}

  @Handle(listAffiliatedUsers)
  async list(asked: Asked): Promise<Output<typeof listAffiliatedUsers>> {
    const { accountId, viewer, sessionId: _session, ...question } = asked;
    await this.refuseLook(asked);
    refuse(refuseCustom(question));
    const own = nameOf(await this.accounts.get(accountId));
    const seesAll = await this.reach.reachesAll(accountId, userActor(viewer.userId));
    if (!seesAll) {
      const found = await this.lists.list({ accountId, viewer, ...question });
      return { ...found, items: found.items.map((user) => ({ ...user, account: own })) };
    }
    const below = await this.open(asked);
    const names = new Map([own, ...below].map((name) => [name.id, name]));
    const accounts = AccountSet.of(
      accountId,
      below.map(({ id }) => id),
    );
    const found = await this.lists.together(accounts, question);
    return { ...found, items: found.items.map((user) => ({ ...user, account: names.get(user.accountId) })) };
  }

  /** Accounts below that the session could go into. */
  private async open({ accountId, viewer, sessionId }: Asked): Promise<AccountName[]> {
    const [below, lacksFactorOf] = await Promise.all([
      this.lineage.below(accountId),
      this.entries.factorsLacking({ accountId, userId: viewer.userId, sessionId }),
    ]);
    if (below.length >= LISTED_ACCOUNTS_MAX)
      throw new Fault(
        'too-large',
        `The people of at most ${LISTED_ACCOUNTS_MAX} accounts are listed together, and ${below.length} are below this one: ` +
          'list those of one after the other.',
      );
    return below.flatMap(({ branch }) =>
      branch.suspension || lacksFactorOf(branch) ? [] : [nameOf(branch)],
    );
  }

  /** By a person of the account, in person, who might go in as well. */
  private async refuseLook({ accountId, viewer }: Asked): Promise<void> {
    const { userId, accountId: home = accountId, keyId, override } = viewer;
    if (home !== accountId || keyId !== undefined)
      throw new Fault('forbidden', 'People of affiliates are listed by a session of the own account alone.');
    const held = await this.permissions.heldBy(accountId, userActor(userId));
    for (const needed of NEEDED) refuse(refuseWithout(held, needed));
    if (override !== undefined)
      throw new Fault(
        'forbidden',
        'One looks beyond the own visibility in one account at a time: leave out affiliates, or go in there.',
      );
  }
}
