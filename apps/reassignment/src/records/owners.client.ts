import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { type FieldError, resolveUsers, targetsOf } from '@seatkeeper/contracts';
import { HandOversRepository } from './hand-overs.repository.js';
import type { Arrival } from './hand-overs.js';
import {
  followed,
  knownOwners,
  type KnownOwners,
  type NamedOwners,
  namedOwners,
  namesIn,
  type SaidOwners,
} from './owners.js';
import { RecordTypesRepository } from './record-types.repository.js';

/** What one request to identity may ask for. */
const NAMES_AT_ONCE = 1_000;

/** Asks identity who is meant by the owners that systems name. Users of any status may own records; what is new for who has left goes where their hand-over says. */
@Injectable()
export class OwnersClient {
  constructor(
    private readonly bus: Bus,
    private readonly types: RecordTypesRepository,
    private readonly handOvers: HandOversRepository,
  ) {}

  /** For each record, in their order, whom it is to name, or what is wrong with that. */
  async name(
    accountId: string,
    said: readonly (SaidOwners & Omit<Arrival, 'type'>)[],
  ): Promise<(NamedOwners | { errors: FieldError[] })[]> {
    const names = said.flatMap(namesIn);
    const [known, registered] = await Promise.all([
      this.find(
        accountId,
        given(names.map(({ ownerId }) => ownerId)),
        given(names.map(({ ownerUsername }) => ownerUsername)),
      ),
      said.some(({ fields }) => fields !== undefined) ? this.types.find(accountId) : null,
    ]);
    const named = said.map((one) =>
      namedOwners(one, registered?.types.find(({ type }) => type === one.type) ?? null, known),
    );
    return this.follow(accountId, said, named);
  }

  /** Has what comes for somebody who has left go where their last hand-over says. */
  private async follow(
    accountId: string,
    said: readonly (SaidOwners & Omit<Arrival, 'type'>)[],
    named: (NamedOwners | { errors: FieldError[] })[],
  ) {
    const leavers = named.flatMap((one) => ('errors' in one ? [] : one.departed.map(({ leaver }) => leaver)));
    const handOvers = await this.handOvers.of(accountId, [...new Set(leavers)]);
    if (handOvers.size === 0) return named;
    const receivers = [...handOvers.values()].flatMap(({ plan }) => targetsOf(plan).map(({ id }) => id));
    const known = await this.find(accountId, given(receivers), []);
    return named.map((one, n) => {
      const arrival = said[n];
      return 'errors' in one || !arrival ? one : followed(one, arrival, handOvers, known);
    });
  }

  private async find(accountId: string, ids: string[], usernames: string[]): Promise<KnownOwners> {
    const pages = Math.ceil(Math.max(ids.length, usernames.length) / NAMES_AT_ONCE);
    const found = await Promise.all(
      Array.from({ length: pages }, async (_, n) => {
        const part = (of: string[]) => of.slice(n * NAMES_AT_ONCE, (n + 1) * NAMES_AT_ONCE);
        const asked = { accountId, ids: part(ids), usernames: part(usernames) };
        return (await this.bus.request(resolveUsers, asked)).users;
      }),
    );
    return knownOwners(found.flat());
  }
}

const given = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];
