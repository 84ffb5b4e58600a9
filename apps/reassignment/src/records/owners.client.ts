import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { Fault, resolveUsers } from '@seatkeeper/contracts';
import { knownOwners, type KnownOwners, type Owner, type OwnerName, unknownOwner } from './owners.js';

/** Asks identity who is meant by the owners that systems name. Users of any status may own records; who has left gets no new ones. */
@Injectable()
export class OwnersClient {
  constructor(private readonly bus: Bus) {}

  /** Looks up at most 1,000 different owners with one request to identity. */
  async find(accountId: string, names: readonly OwnerName[]): Promise<KnownOwners> {
    const ids = given(names.map(({ ownerId }) => ownerId));
    const usernames = given(names.map(({ ownerUsername }) => ownerUsername));
    if (ids.length + usernames.length === 0) return () => null;
    return knownOwners((await this.bus.request(resolveUsers, { accountId, ids, usernames })).users);
  }

  /** Rejects with `validation-failed`. */
  async findOne(accountId: string, name: OwnerName): Promise<Owner> {
    const owner = (await this.find(accountId, [name]))(name);
    if (owner === null) throw new Fault('validation-failed', { errors: [unknownOwner(name)] });
    return owner;
  }
}

const given = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];
