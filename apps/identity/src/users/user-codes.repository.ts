import { Injectable } from '@nestjs/common';
import { defineCollection, InjectCollection, type Stored, TenantCollection } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { userCodeOf, userCodeStem } from './user-codes.js';
import type { StoredUser } from './users.schema.js';

/** How many codes of a stem an account has given out. */
interface StoredStem extends Stored {
  stem: string;
  given: number;
}

export const userCodeStems = defineCollection<StoredStem>({
  name: 'user-code-stems',
  silent: true,
  fields: { stem: { type: String, required: true }, given: { type: Number, required: true } },
  indexes: [],
});

/** Gives out user codes. No code is given twice; one may be lost when the write it was meant for fails. */
@Injectable()
export class UserCodesRepository {
  constructor(@InjectCollection(userCodeStems) private readonly stems: TenantCollection<StoredStem>) {}

  /** The code the user has, or the next one for the name. */
  async codeFor(
    user: Pick<StoredUser, 'accountId' | 'firstName' | 'lastName' | 'userCode'>,
  ): Promise<string> {
    if (user.userCode) return user.userCode;
    const { accountId } = user;
    const stem = userCodeStem(user.firstName, user.lastName);
    const _id = derivedId('ucs', accountId, stem);
    return userCodeOf(stem, await this.stems.countUp(accountId, _id, 'given', { stem }));
  }
}
