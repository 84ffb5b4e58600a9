import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { Fault, type FieldError, resolveUsers } from '@seatkeeper/contracts';

/** How an owner is named from outside: by one of the two. */
export interface OwnerName {
  ownerId?: string | undefined;
  ownerUsername?: string | undefined;
}

/** Answers with the owner's user id, or null when the account has no such user. */
export type KnownOwners = (name: OwnerName) => string | null;

/** Who is meant by the owners that systems name. Users of any status may own records. */
@Injectable()
export class Owners {
  constructor(private readonly bus: Bus) {}

  /** Looks up at most 1,000 different owners with one request to identity. */
  async find(accountId: string, names: readonly OwnerName[]): Promise<KnownOwners> {
    const ids = given(names.map(({ ownerId }) => ownerId));
    const usernames = given(names.map(({ ownerUsername }) => ownerUsername));
    if (ids.length + usernames.length === 0) return () => null;
    const { users } = await this.bus.request(resolveUsers, { accountId, ids, usernames });
    const known = new Set(users.map(({ id }) => id));
    const byUsername = new Map(users.map(({ id, username }) => [username, id]));
    return ({ ownerId, ownerUsername }) =>
      ownerId !== undefined
        ? known.has(ownerId)
          ? ownerId
          : null
        : (byUsername.get(ownerUsername ?? '') ?? null);
  }

  /** Rejects with `validation-failed`. */
  async findOne(accountId: string, name: OwnerName): Promise<string> {
    const ownerId = (await this.find(accountId, [name]))(name);
    if (ownerId === null) throw new Fault('validation-failed', { errors: [unknownOwner(name)] });
    return ownerId;
  }
}

export const unknownOwner = ({ ownerId }: OwnerName): FieldError =>
  ownerId !== undefined
    ? { path: 'ownerId', message: 'No user of this account has this id' }
    : { path: 'ownerUsername', message: 'No user of this account has this username' };

const given = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];
