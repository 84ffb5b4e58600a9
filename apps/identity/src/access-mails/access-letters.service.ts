import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getAccessLetter, type Input, type Output } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { LettersService } from '../credentials/letters.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { accessOf, letsIn } from './access-letters.js';

/** Where mails about somebody's access go, and what they say, by what is known when they are sent. */
@Injectable()
export class AccessLettersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly letters: LettersService,
    private readonly clock: Clock,
  ) {}

  @Handle(getAccessLetter)
  async letter({
    accountId,
    userId,
    about,
  }: Input<typeof getAccessLetter>): Promise<Output<typeof getAccessLetter>> {
    const [user, account] = await Promise.all([
      this.users.find(accountId, userId),
      this.accounts.find(accountId),
    ]);
    if (account?.suspension && letsIn(about)) return { letter: null };
    const said = user && accessOf(user, about, this.clock.now());
    const letter = user && said ? await this.letters.to(user) : null;
    return { letter: letter && said && { ...letter, ...said } };
  }
}
