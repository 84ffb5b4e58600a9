import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getReplacementLetter, type Input, type Output, type ReplacementLetter } from '@seatkeeper/contracts';

/** Stands in for identity where somebody takes the place of somebody else: by replacement, what the successor is told. */
@Controller()
export class ReplacementsPeer {
  readonly letters = new Map<string, ReplacementLetter>();

  @Handle(getReplacementLetter)
  async letter({
    replacementId,
  }: Input<typeof getReplacementLetter>): Promise<Output<typeof getReplacementLetter>> {
    return { letter: this.letters.get(replacementId) ?? null };
  }
}
