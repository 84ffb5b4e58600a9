import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getEmailChangeLink, getEmailChangeNotice, type Input, type Output } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { LettersService } from '../credentials/letters.service.js';
import { LinksService } from '../links/links.service.js';
import { isOpen, masked } from '../users/email-changes.js';
import { UsersRepository } from '../users/users.repository.js';

/** What the mails about another address say, and where they go, by what is known when they are sent. */
@Injectable()
export class EmailChangeLettersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly letters: LettersService,
    private readonly links: LinksService,
    private readonly clock: Clock,
  ) {}

  @Handle(getEmailChangeLink)
  async link(which: Input<typeof getEmailChangeLink>): Promise<Output<typeof getEmailChangeLink>> {
    const { user, change } = await this.find(which);
    const token =
      change && isOpen(change, this.clock.now()) ? this.links.tokenOf('email-change', change) : null;
    const letter = user && token ? await this.letters.to(user) : null;
    if (!change || !token || !letter) return { token: null, letter: null };
    return {
      token,
      letter: { ...letter, sendTo: change.sentTo, expiresAt: change.expiresAt.toISOString() },
    };
  }

  /** Whatever has become of the change since: who had the address before is told all the same. */
  @Handle(getEmailChangeNotice)
  async notice(which: Input<typeof getEmailChangeNotice>): Promise<Output<typeof getEmailChangeNotice>> {
    const { user, change } = await this.find(which);
    const letter = user && change ? await this.letters.to(user) : null;
    if (!change || !letter) return { letter: null };
    const { by, from, sentTo, createdAt } = change;
    const changedBy = by.id === which.userId ? null : await this.letters.nameOf(which.accountId, by);
    const about = { newAddress: masked(sentTo), changedBy, at: createdAt.toISOString() };
    return { letter: { ...letter, sendTo: from, ...about } };
  }

  private async find({ accountId, userId, changeId }: Input<typeof getEmailChangeNotice>) {
    const user = await this.users.find(accountId, userId);
    return { user, change: user?.emailChanges?.find(({ id }) => id === changeId) };
  }
}
