import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { admitTestMail, type Input, type Output } from '@seatkeeper/contracts';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { PermissionHoldersService } from '../permission-holders/permission-holders.service.js';

/** Says whether somebody may have a mail sent to themselves, and where that goes. */
@Injectable()
export class TestMailsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly holders: PermissionHoldersService,
    private readonly limits: MailLimitsService,
  ) {}

  /** Somebody may have put the address of a stranger into their profile: it is counted like an invitation there. */
  @Handle(admitTestMail)
  async admit({ accountId, userId }: Input<typeof admitTestMail>): Promise<Output<typeof admitTestMail>> {
    const letter = await this.holders.letter(accountId, userId, 'account.update');
    if (letter) await this.limits.admitTest(await this.accounts.get(accountId), letter.sendTo);
    return { letter };
  }
}
