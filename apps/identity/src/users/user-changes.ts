import type {
  Actor,
  Change,
  User,
  userArrivalRefused,
  userDeactivated,
  userUpdated,
} from '@seatkeeper/contracts';
import { type Change as Update, type Decide, event, type NewEvent, remembered } from '@seatkeeper/mongo';
import { changedFields } from '../history/changed-fields.js';
import { searchTerms, sortKeysOf } from './search-terms.js';
import { customKeysOf } from './custom-keys.js';
import { namesOf } from './lookalikes.js';
import { invitedAt } from './users.js';
import type { StoredUser } from './users.schema.js';
import { toUser } from './users.view.js';

type Derived = 'names' | 'search' | 'sortKeys' | 'customKeys' | 'invitedAt' | 'updatedAt' | 'commands';
type Writable = Omit<StoredUser, '_id' | 'accountId' | 'version' | Derived>;
type Optional = { [F in keyof Writable]-?: undefined extends Writable[F] ? F : never }[keyof Writable];

/** What becomes of a user: fields that get a value, fields that go. */
export interface UserPatch {
  set?: Partial<Writable>;
  unset?: readonly Optional[];
  /** The command that is done with this write. */
  command?: string;
}

/** One write: what changes, and the events that tell of it. */
export interface UserWrite extends UserPatch {
  events?: (change: { before: StoredUser; after: StoredUser }) => NewEvent[];
}

/** Pure: it may be asked again, about a newer state. Null when there is nothing to do; may throw a Fault. */
export type DecideUser = (before: StoredUser, now: Date) => UserWrite | null;

/** A write as the collection takes it. */
export function decided(
  before: StoredUser,
  write: UserWrite | null,
  now: Date,
): ReturnType<Decide<StoredUser>> {
  if (!write) return null;
  const { events, ...patch } = write;
  const { after, update } = patched(before, patch, now);
  return { update, events: events?.({ before, after }) ?? [] };
}

/** The user after a patch, and the write that makes it so; what is derived from other fields goes along. */
export function patched(before: StoredUser, { set = {}, unset = [], command }: UserPatch, now: Date) {
  const after: StoredUser = { ...before, ...set, updatedAt: now, version: before.version + 1 };
  for (const field of unset) delete after[field];
  if (command !== undefined) after.commands = remembered(before, command, now);
  // Looks that somebody else had before these were compared are left to them: a name that the user had already changes nothing.
  const isRenamed = !before.names.includes(after.username);
  if (isRenamed) after.names = [...new Set([...before.names, ...namesOf(after.username)])];
  after.search = searchTerms(after);
  after.sortKeys = sortKeysOf(after);
  const address = invitedAt(after);
  if (address === undefined) delete after.invitedAt;
  else after.invitedAt = address;
  const customKeys = customKeysOf(after);
  if (customKeys === undefined) delete after.customKeys;
  else after.customKeys = customKeys;
  const gone = (['invitedAt', 'customKeys'] as const).filter((field) => after[field] === undefined);
  const { lastActiveAt: _noted, ...keys } = after.sortKeys;
  const update: Update<StoredUser> = {
    set: {
      ...set,
      updatedAt: now,
      ...(command !== undefined && { commands: after.commands }),
      ...(isRenamed && { names: after.names }),
      search: after.search,
      ...(address !== undefined && { invitedAt: address }),
      ...(customKeys !== undefined && { customKeys }),
      // One by one: the time of the last activity is noted without a new version, and would be set back.
      ...Object.fromEntries(Object.entries(keys).map(([key, value]) => [`sortKeys.${key}`, value])),
    },
    unset: [...unset, ...gone],
  };
  return { after, update };
}

/** Not changes anybody made: they follow from others, stand beside a name, or are noted in passing. */
const PASSING = new Set<keyof User>([
  'id',
  'accountId',
  'version',
  'createdAt',
  'updatedAt',
  'lastActiveAt',
  'officeIds',
  'departmentId',
  'seniorityId',
]);

/** What a reader of the history sees: field by field what was and what is. Made from the view, so never a secret. */
export function changesBetween(before: StoredUser, after: StoredUser): Change[] {
  const [was, is] = [toUser(before), toUser(after)];
  const told = (Object.keys(is) as (keyof User)[]).filter((field) => !PASSING.has(field));
  return changedFields(was, is, told);
}

/** Every event about a user has the data of these, whatever it is called. */
type UserEvent = typeof userUpdated | typeof userDeactivated | typeof userArrivalRefused;

/** An event about a user with what changed; `more` is added to its data, `alsoChanged` to its changes. */
export function userEvent(
  contract: UserEvent,
  { before, after, by }: { before: StoredUser; after: StoredUser; by: Actor },
  more: { reason?: string | undefined; cause?: string; again?: boolean; alsoChanged?: Change[] } = {},
): NewEvent {
  const { alsoChanged = [], ...data } = more;
  const changes = [...changesBetween(before, after), ...alsoChanged];
  const { accountId, _id: userId, updatedAt } = after;
  return event(contract, userId, { accountId, actor: by, user: toUser(after), changes, ...data }, updatedAt);
}

/** A correction is told beside what it corrected, so that the audit shows that somebody vouched for it. */
export const correctionChange = (correction: true | undefined): Change[] =>
  correction ? [{ field: 'correction', before: null, after: true }] : [];
