import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type AccessChange,
  type AccessLetter,
  getAccessLetter,
  type Input,
  type Output,
} from '@seatkeeper/contracts';

/** Stands in for identity where people are told of their access: by user, what is so and what is said of it. */
@Controller()
export class AccessPeer {
  readonly letters = new Map<string, { about: AccessChange; letter: AccessLetter }>();

  @Handle(getAccessLetter)
  async letter({ userId, about }: Input<typeof getAccessLetter>): Promise<Output<typeof getAccessLetter>> {
    const known = this.letters.get(userId);
    return { letter: known?.about === about ? known.letter : null };
  }
}
