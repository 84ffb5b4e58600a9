import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getPlanRefusalLetter,
  type Input,
  listPlanKeepers,
  MOST_PLAN_KEEPERS,
  type Output,
  type Permission,
  type PlannedAct,
} from '@seatkeeper/contracts';
import { PermissionHoldersService } from '../permission-holders/permission-holders.service.js';
import { ReachService } from '../reach/reach.service.js';
import { isWithin } from '../users/reaches.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

/** What one needs to see, and to decide on, what is planned. */
const NEEDED = { arrival: 'users.invite', departure: 'users.deactivate' } as const satisfies Record<
  PlannedAct,
  Permission
>;

/** Who can do something about a joining or leaving that could not be kept, and is told; by what they may see. */
@Injectable()
export class PlanRefusalsService {
  constructor(
    private readonly holders: PermissionHoldersService,
    private readonly reach: ReachService,
    private readonly users: UsersRepository,
  ) {}

  @Handle(listPlanKeepers)
  async list({
    accountId,
    plan,
    personId,
  }: Input<typeof listPlanKeepers>): Promise<Output<typeof listPlanKeepers>> {
    const [person, holders] = await Promise.all([
      this.users.find(accountId, personId),
      this.holders.list(accountId, NEEDED[plan], MOST_PLAN_KEEPERS),
    ]);
    if (!person) return { items: [] };
    const told = await Promise.all(holders.map(({ userId }) => this.sees(person, userId)));
    return { items: holders.filter((_, n) => told[n]) };
  }

  @Handle(getPlanRefusalLetter)
  async letter({
    accountId,
    userId,
    plan,
    personId,
    cause,
  }: Input<typeof getPlanRefusalLetter>): Promise<Output<typeof getPlanRefusalLetter>> {
    const person = await this.users.find(accountId, personId);
    const planned = person?.[plan];
    if (!person || planned?.refusal?.code !== cause || !(await this.sees(person, userId)))
      return { letter: null };
    const letter = await this.holders.letter(accountId, userId, NEEDED[plan]);
    const { _id: id, firstName, lastName } = person;
    return {
      letter: letter && { ...letter, person: { id, firstName, lastName }, on: planned.on, cause },
    };
  }

  /** Nobody hears from here what is planned for themselves. */
  private async sees(person: StoredUser, userId: string): Promise<boolean> {
    return userId !== person._id && isWithin(await this.reach.of(person.accountId, { userId }), person);
  }
}
