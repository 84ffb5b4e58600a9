import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getHandOverLetter,
  type HandOverLetter,
  type HandOverSide,
  type Input,
  listHandOverReaders,
  type Output,
} from '@seatkeeper/contracts';

interface Told {
  reassignmentId: string;
  side: HandOverSide;
  letter: HandOverLetter;
}

/** Stands in for identity where records are handed over. */
@Controller()
export class HandOversPeer {
  /** Who is told, by user. */
  readonly told = new Map<string, Told>();

  @Handle(listHandOverReaders)
  async list({
    reassignmentId,
    side,
  }: Input<typeof listHandOverReaders>): Promise<Output<typeof listHandOverReaders>> {
    const there = [...this.told].filter(
      ([, told]) => told.reassignmentId === reassignmentId && told.side === side,
    );
    return { items: there.map(([userId, { letter }]) => ({ userId, sendTo: letter.sendTo })) };
  }

  @Handle(getHandOverLetter)
  async letter({
    userId,
    reassignmentId,
    side,
  }: Input<typeof getHandOverLetter>): Promise<Output<typeof getHandOverLetter>> {
    const told = this.told.get(userId);
    const isTold = told?.reassignmentId === reassignmentId && told.side === side;
    return { letter: isTold ? told.letter : null };
  }
}
