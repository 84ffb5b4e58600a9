import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type EmailChangeLetter,
  type EmailChangeNotice,
  getEmailChangeLink,
  getEmailChangeNotice,
  type Input,
  type Output,
} from '@seatkeeper/contracts';

/** Stands in for identity where people get other addresses: by the change, what both addresses are told. */
@Controller()
export class EmailChangesPeer {
  readonly letters = new Map<string, EmailChangeLetter>();
  readonly notices = new Map<string, EmailChangeNotice>();

  @Handle(getEmailChangeLink)
  async link({ changeId }: Input<typeof getEmailChangeLink>): Promise<Output<typeof getEmailChangeLink>> {
    const letter = this.letters.get(changeId);
    return letter ? { token: `token-of-${changeId}`, letter } : { token: null, letter: null };
  }

  @Handle(getEmailChangeNotice)
  async notice({
    changeId,
  }: Input<typeof getEmailChangeNotice>): Promise<Output<typeof getEmailChangeNotice>> {
    return { letter: this.notices.get(changeId) ?? null };
  }
}
