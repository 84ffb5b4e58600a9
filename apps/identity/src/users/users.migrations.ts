import { dropIndexes, type Migration, rewriteDocuments } from '@seatkeeper/mongo';
import { customKeysOf } from './custom-keys.js';
import { rememberLooks } from './lookalikes.migrations.js';
import { searchTerms, sortKeysOf } from './search-terms.js';
import { invitedAt } from './users.js';
import type { StoredUser } from './users.schema.js';
import { placeAt } from './waiting-places.js';
import { isDeepStrictEqual } from 'node:util';

type Db = Parameters<Migration['run']>[0];

/** Terms and sort keys are made by the one folding of all services. */
const foldAnew: Migration = {
  id: '2026-11-24-fold-users-anew',
  run: (db, alive) =>
    rewriteDocuments<StoredUser>(
      db,
      'users',
      [
        'firstName',
        'lastName',
        'username',
        'email',
        'userCode',
        'department',
        'title',
        'lastActiveAt',
        'search',
        'sortKeys',
      ],
      (user) => {
        const derived = { search: searchTerms(user), sortKeys: sortKeysOf(user) };
        return isDeepStrictEqual(derived, { search: user.search, sortKeys: user.sortKeys }) ? null : derived;
      },
      alive,
    ),
};

/** Usernames are for ever: also those from before a rename, as the audit remembers them, unless somebody else has one by now. */
const rememberNames: Migration = {
  id: '2026-11-24-remember-usernames',
  async run(db, alive) {
    await rewriteDocuments<StoredUser>(
      db,
      'users',
      ['username', 'names'],
      ({ username, names = [] }) => (names.includes(username) ? null : { names: [...names, username] }),
      alive,
    );
    for await (const { accountId, userId, name } of formerNames(db)) {
      const users = db.collection<StoredUser>('users');
      if (!(await users.findOne({ accountId, names: name })))
        await users.updateOne({ _id: userId, accountId }, { $addToSet: { names: name } });
      alive();
    }
  },
};

const formerNames = (db: Db) =>
  db
    .collection('audit')
    .aggregate<{ accountId: string; userId: string; name: string }>([
      { $match: { 'target.kind': 'user', 'changes.field': 'username' } },
      { $unwind: '$changes' },
      { $match: { 'changes.field': 'username', 'changes.before': { $type: 'string' } } },
      { $project: { _id: 0, accountId: 1, userId: '$target.id', name: '$changes.before' } },
    ]);

/** The address that an open invitation keeps has a field of its own, which a user has from the first write on. */
const keepAddresses: Migration = {
  id: '2026-11-24-keep-invited-addresses',
  async run(db, alive) {
    await rewriteDocuments<StoredUser>(
      db,
      'users',
      ['type', 'status', 'invitation', 'email', 'invitedAt'],
      (user) => {
        const address = invitedAt(user);
        return address === undefined || address === user.invitedAt ? null : { invitedAt: address };
      },
      alive,
    );
    await dropIndexes(db, 'users', ['one-open-invitation-per-address']);
  },
};

/** Flows are worked on under a lease like everything else. */
const leaseFlows: Migration = {
  id: '2026-11-24-lease-flows',
  async run(db) {
    const attempts = { $max: [{ $add: ['$flow.attempts', 1] }, '$flow.fence'] };
    const lease = { until: '$flow.leaseUntil', held: true, fence: '$version', attempts };
    await db
      .collection('users')
      .updateMany({ 'flow.leaseUntil': { $exists: true } }, [
        { $set: { 'flow.lease': lease } },
        { $unset: ['flow.leaseUntil', 'flow.fence', 'flow.attempts'] },
      ]);
    await dropIndexes(db, 'users', ['flows-by-lease']);
  },
};

/** Users remember commands by their ids, no longer the one flow that ended last by its content. */
const forgetLastFlows: Migration = {
  id: '2026-11-28-forget-last-flows',
  async run(db, alive) {
    await db
      .collection('users')
      .updateMany({ lastFlow: { $exists: true } }, { $unset: { lastFlow: 1, 'offboarding.flowId': 1 } });
    alive();
  },
};

/** The order of the wait list can be changed, so it is kept beside the time since when somebody waits. */
const placeOnWaitLists: Migration = {
  id: '2026-11-28-place-on-wait-lists',
  async run(db, alive) {
    await rewriteDocuments<StoredUser>(
      db,
      'users',
      ['status', 'waitingSince', 'waitingPlace'],
      ({ _id, status, waitingSince, waitingPlace }) =>
        status === 'waiting' && waitingSince && waitingPlace === undefined
          ? { waitingPlace: placeAt(waitingSince, _id) }
          : null,
      alive,
    );
    await dropIndexes(db, 'users', ['waiting-by-time']);
  },
};

/** The index of last names has the first names in it, under another name. */
const orderByNames: Migration = {
  id: '2026-11-29-order-by-names',
  run: (db) => dropIndexes(db, 'users', ['users-by-last-name']),
};

/** Those of the filters have the usual order of lists in them, under other names. */
const findByName: Migration = {
  id: '2026-11-29-find-users-by-name',
  run: (db) =>
    dropIndexes(db, 'users', [
      'users-by-product',
      'users-by-type',
      'users-in-office',
      'users-in-department',
      'users-of-seniority',
      'users-by-group',
      'users-by-manager',
    ]),
};

/** Lists find and sort people by custom fields, as those compare. */
const compareCustomFields: Migration = {
  id: '2026-11-30-compare-custom-fields',
  run: (db, alive) =>
    rewriteDocuments<StoredUser>(
      db,
      'users',
      ['status', 'customFields', 'customKeys'],
      (user) => {
        const customKeys = customKeysOf({ ...user, customFields: user.customFields ?? {} });
        return customKeys === undefined || isDeepStrictEqual(customKeys, user.customKeys)
          ? null
          : { customKeys };
      },
      alive,
    ),
};

/** Of documents as an earlier version left them. */
export const userMigrations = [
  foldAnew,
  rememberNames,
  keepAddresses,
  leaseFlows,
  forgetLastFlows,
  placeOnWaitLists,
  orderByNames,
  findByName,
  compareCustomFields,
  rememberLooks,
];
