import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getPlanRefusalLetter,
  type Input,
  listPlanKeepers,
  type Output,
  type PlanRefusalLetter,
} from '@seatkeeper/contracts';

/** Stands in for identity where joinings and leavings could not be kept. */
@Controller()
export class PlanRefusalsPeer {
  /** What is told, by who is told. */
  readonly letters = new Map<string, PlanRefusalLetter>();
  /** Of whom somebody asked for who is told. */
  readonly asked: string[] = [];

  @Handle(listPlanKeepers)
  async list({ personId }: Input<typeof listPlanKeepers>): Promise<Output<typeof listPlanKeepers>> {
    this.asked.push(personId);
    const told = [...this.letters].filter(([, { person }]) => person.id === personId);
    return { items: told.map(([userId, { sendTo }]) => ({ userId, sendTo })) };
  }

  @Handle(getPlanRefusalLetter)
  async letter(asked: Input<typeof getPlanRefusalLetter>): Promise<Output<typeof getPlanRefusalLetter>> {
    const letter = this.letters.get(asked.userId);
    const isSo = letter?.person.id === asked.personId && letter.cause === asked.cause;
    return { letter: isSo ? letter : null };
  }
}
