import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  admitMailSender,
  getAccountKeeperLetter,
  type Input,
  listAccountKeepers,
  MOST_ACCOUNT_KEEPERS,
  type Output,
  type Permission,
} from '@seatkeeper/contracts';
import { AuthorityService } from '../admins/authority.service.js';
import { PermissionHoldersService } from '../permission-holders/permission-holders.service.js';

const PERMISSION: Permission = 'account.update';

/** Who may say which server the mails of an account go through, and who is told of it. The server itself lies with notifications. */
@Injectable()
export class MailSendersService {
  constructor(
    private readonly authority: AuthorityService,
    private readonly holders: PermissionHoldersService,
  ) {}

  /** Who reads the mails of an account can come in by the links in them, as whoever is invited: also as a global admin. */
  @Handle(admitMailSender)
  async admit({ accountId, by }: Input<typeof admitMailSender>): Promise<Output<typeof admitMailSender>> {
    await this.authority.refuseUnlessProvedAdmin(
      accountId,
      by,
      'say which server the mails of the account go through',
    );
    return {};
  }

  @Handle(listAccountKeepers)
  async list({ accountId }: Input<typeof listAccountKeepers>): Promise<Output<typeof listAccountKeepers>> {
    return { items: await this.holders.list(accountId, PERMISSION, MOST_ACCOUNT_KEEPERS) };
  }

  @Handle(getAccountKeeperLetter)
  async letter({
    accountId,
    userId,
  }: Input<typeof getAccountKeeperLetter>): Promise<Output<typeof getAccountKeeperLetter>> {
    return { letter: await this.holders.letter(accountId, userId, PERMISSION) };
  }
}
