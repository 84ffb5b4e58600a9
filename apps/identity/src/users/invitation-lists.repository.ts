import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { allWordsIn } from '@seatkeeper/text';
import type { Reach } from './reaches.js';
import type { StoredInvitation } from './user-invitations.schema.js';
import { within } from './user-lists.filters.js';
import { type StoredUser, users } from './users.schema.js';

/** What a list of invitations asks for. */
export interface InvitationQuery {
  states: readonly StoredInvitation['state'][];
  mails?: readonly StoredInvitation['mail']['state'][];
  expiresBefore?: Date;
  text: string;
  /** Nobody beyond whom the one who asks reaches. */
  within?: Reach;
}

/** Who has an invitation, by what became of it. */
export type Invited = StoredUser & { invitation: StoredInvitation };

@Injectable()
export class InvitationListsRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** States are always named, all if need be: so one index serves each order, whichever are asked for. */
  async page(
    accountId: string,
    { states, mails, expiresBefore, text, within: reach }: InvitationQuery,
    sort: [string, 1 | -1][],
    page: PageRequest,
  ): Promise<Page<Invited>> {
    const conditions = [...(allWordsIn('search', text).$and ?? []), ...(reach ? [within(reach)] : [])];
    const filter: Filter<StoredUser> = {
      'invitation.id': { $exists: true },
      'invitation.state': { $in: states },
      ...(mails && { 'invitation.mail.state': { $in: mails } }),
      ...(expiresBefore && { 'invitation.expiresAt': { $lt: expiresBefore } }),
      ...(conditions.length > 0 && { $and: conditions }),
    };
    const hint = text === '' && !reach ? indexFor(sort, mails !== undefined) : undefined;
    return (await this.users.page(accountId, { filter, sort, page, ...(hint && { hint }) })) as Page<Invited>;
  }
}

/**
 * The index that has the order. Left to choose, the database tries each on a few documents, and may keep one that has to
 * read and sort all invitations of an account for a page. Words are better found first.
 */
function indexFor([first]: [string, 1 | -1][], byMail: boolean): string {
  if (first?.[0] === 'invitation.expiresAt') return 'invitations-by-end';
  return byMail ? 'invitations-by-mail' : 'invitations-by-time';
}
