import { Injectable } from '@nestjs/common';
import { type EventEnvelope, Handle, On } from '@seatkeeper/bus';
import { admitMail, deliveryRetried, type EventData, type Input, type Output } from '@seatkeeper/contracts';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { askedChange } from '../users/email-changes.js';
import { UsersRepository } from '../users/users.repository.js';

const nothing = () => Promise.resolve();

/** Says whether a mail that failed may be sent once more: it is one more to the person and to the address. */
@Injectable()
export class MailRetriesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
    private readonly limits: MailLimitsService,
  ) {}

  @Handle(admitMail)
  async admit({ accountId, by, userId, kind }: Input<typeof admitMail>): Promise<Output<typeof admitMail>> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseStronger(user, by);
    await this.limits.admitResend(accountId, userId);
    if (kind === 'invitation' || kind === 'invitation-reminder')
      await this.limits.inviting(await this.accounts.get(accountId), user.email, nothing);
    else {
      const isToNew = kind === 'email-change';
      await this.limits.mailing(accountId, (isToNew && askedChange(user)?.sentTo) || user.email, nothing);
    }
    return {};
  }

  /** The invitation says again that its mail is on its way. */
  @On(deliveryRetried)
  noteRetried(data: EventData<typeof deliveryRetried>, { time }: EventEnvelope): Promise<void> {
    return this.users.noteMail(data, { state: 'queued', at: new Date(time) });
  }
}
