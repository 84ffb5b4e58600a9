import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, getMergeFields, type Input, type MergeFields } from '@seatkeeper/contracts';
import { UsersRepository } from '../users/users.repository.js';
import { CustomFieldsRepository } from './custom-fields.repository.js';
import { mergeFieldsOf } from './merge-fields.js';

/** What mails say of people, where an account words them itself. */
@Injectable()
export class MergeFieldsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly fields: CustomFieldsRepository,
  ) {}

  @Handle(getMergeFields)
  async get({
    accountId,
    userId,
    causedBy,
    causedByAccount = accountId,
  }: Input<typeof getMergeFields>): Promise<MergeFields> {
    const [user, fields, by] = await Promise.all([
      this.users.find(accountId, userId),
      this.fields.find(accountId),
      causedBy === null ? null : this.users.find(causedByAccount, causedBy),
    ]);
    if (!user) throw Fault.notFound('user');
    return mergeFieldsOf(user, fields, by);
  }
}
