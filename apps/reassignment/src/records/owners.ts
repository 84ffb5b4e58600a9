import { type FieldError, OWNER_FIELD, UserId, type UserStatus } from '@seatkeeper/contracts';
import { type Arrival, type Follow, receiverOf } from './hand-overs.js';
import type { StoredHandOver } from './hand-overs.schema.js';
import { unknownFields, type WantedFields } from './fields.js';
import type { StoredRecordType } from './record-types.schema.js';

/** How an owner is named from outside: by one of the two. */
export interface OwnerName {
  ownerId?: string | undefined;
  ownerUsername?: string | undefined;
}

export interface Owner {
  id: string;
  /** Keeps what is theirs until it is moved, and gets nothing new. */
  hasLeft: boolean;
}

/** Answers with the owner, or null when the account has no such user. */
export type KnownOwners = (name: OwnerName) => Owner | null;

/** Says who is who among the users that were found. */
export function knownOwners(
  users: readonly { id: string; username: string; status: UserStatus }[],
): KnownOwners {
  const owner = ({ id, status }: (typeof users)[number]) => ({ id, hasLeft: status === 'deactivated' });
  const byId = new Map(users.map((user) => [user.id, owner(user)]));
  const byUsername = new Map(users.map((user) => [user.username, owner(user)]));
  return ({ ownerId, ownerUsername }) =>
    (ownerId !== undefined ? byId.get(ownerId) : byUsername.get(ownerUsername ?? '')) ?? null;
}

/** What is said of a record: whom it names. */
export interface SaidOwners extends OwnerName {
  type: string;
  fields?: WantedFields | undefined;
}

/** A field, the owner among them, that is to name somebody who has left, and what is said to that. */
export interface Departed {
  field: string;
  /** Who is named there. */
  leaver: string;
  error: FieldError;
}

/** Whom a record is to name, by their ids. */
export interface NamedOwners {
  ownerId: string;
  fields?: WantedFields;
  departed: Departed[];
  /** Who gets what by the hand-overs of those. */
  follows?: Follow[];
}

/** All names that stand in it. */
export const namesIn = ({ ownerId, ownerUsername, fields = {} }: SaidOwners): OwnerName[] => [
  { ownerId, ownerUsername },
  ...Object.values(fields).flatMap((name) => (name === null ? [] : [nameOf(name)])),
];

/** A username is an address, and no id. */
const nameOf = (name: string): OwnerName =>
  UserId.safeParse(name).success ? { ownerId: name } : { ownerUsername: name };

/** Whom it names, or all that is wrong with it; `registered` is its type, if it is. */
export function namedOwners(
  said: SaidOwners,
  registered: StoredRecordType | null,
  known: KnownOwners,
): NamedOwners | { errors: FieldError[] } {
  const errors = unknownFields(registered, said.type, Object.keys(said.fields ?? {}));
  const departed: Departed[] = [];
  const idOf = (field: string, path: string, name: OwnerName): string => {
    const owner = known(name);
    if (owner === null) errors.push({ path, message: unknownOwner(name) });
    else if (owner.hasLeft) departed.push({ field, leaver: owner.id, error: { path, message: HAS_LEFT } });
    return owner?.id ?? '';
  };
  const ownerId = idOf(OWNER_FIELD, said.ownerId !== undefined ? 'ownerId' : 'ownerUsername', said);
  if (said.fields === undefined) return errors.length > 0 ? { errors } : { ownerId, departed };
  const fields = Object.fromEntries(
    Object.entries(said.fields).map(([field, name]) => [
      field,
      name === null ? null : idOf(field, `fields.${field}`, nameOf(name)),
    ]),
  );
  return errors.length > 0 ? { errors } : { ownerId, fields, departed };
}

/** What still comes for those who have left, by their last hand-overs; what none of these means is refused as it was. */
export function followed(
  named: NamedOwners,
  arrival: Arrival,
  handOvers: ReadonlyMap<string, StoredHandOver>,
  known: KnownOwners,
): NamedOwners {
  const follows: Follow[] = [];
  const departed: Departed[] = [];
  for (const one of named.departed) {
    const handOver = handOvers.get(one.leaver);
    const to =
      handOver && receiverOf(handOver.plan, arrival, (id) => known({ ownerId: id })?.hasLeft === false);
    if (to) follows.push({ field: one.field, leaver: one.leaver, to, run: handOver.run });
    else
      departed.push(handOver ? { ...one, error: { ...one.error, message: nobodyLeft(handOver.run) } } : one);
  }
  return { ...named, departed, follows };
}

const nobodyLeft = (run: string): string =>
  `This user is deactivated, and nobody gets it by their last hand-over, ${run}: name an active or invited user, or hand over once more`;

const unknownOwner = ({ ownerId }: OwnerName): string =>
  ownerId !== undefined ? 'No user of this account has this id' : 'No user of this account has this username';

const HAS_LEFT = 'This user is deactivated and gets no new records: name an active or invited user';
