import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  admitMailSettings,
  Fault,
  type Input,
  type LinkView,
  type Output,
  tellMailReader,
} from '@seatkeeper/contracts';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { UsersRepository } from '../users/users.repository.js';

/** What notifications has to know of people whose mails are chosen. The choices themselves lie there. */
@Injectable()
export class MailSettingsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
  ) {}

  @Handle(admitMailSettings)
  async admit({
    accountId,
    by,
    userId,
  }: Input<typeof admitMailSettings>): Promise<Output<typeof admitMailSettings>> {
    await this.authority.refuseStronger(await this.users.get(accountId, userId), by);
    return {};
  }

  /** In the language of the person, as the mail was. */
  @Handle(tellMailReader)
  async reader({ accountId, userId }: Input<typeof tellMailReader>): Promise<LinkView> {
    const [user, account] = await Promise.all([
      this.users.find(accountId, userId),
      this.accounts.find(accountId),
    ]);
    if (!user || !account) throw Fault.notFound('user');
    const { name, slug } = account;
    return { account: { name, slug }, locale: user.locale };
  }
}
