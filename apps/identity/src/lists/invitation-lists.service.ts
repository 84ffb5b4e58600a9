import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Input,
  InvitationMailState,
  type InvitationRow,
  InvitationState,
  listInvitations,
  type Output,
} from '@seatkeeper/contracts';
import { listedIn } from '@seatkeeper/text';
import { ReachService } from '../reach/reach.service.js';
import {
  type InvitationQuery,
  InvitationListsRepository,
  type Invited,
} from '../users/invitation-lists.repository.js';
import { knownValues } from '../users/user-lists.js';
import { toInvitation, toReference } from '../users/users.view.js';

/** Who was invited, and what became of the invitation and its mail. */
@Injectable()
export class InvitationListsService {
  constructor(
    private readonly lists: InvitationListsRepository,
    private readonly reach: ReachService,
  ) {}

  @Handle(listInvitations)
  async list({
    accountId,
    viewer,
    filter,
    sort,
    page,
  }: Input<typeof listInvitations>): Promise<Output<typeof listInvitations>> {
    const within = await this.reach.of(accountId, viewer);
    const query = { ...queryOf(filter), ...(within && { within }) };
    const found = await this.lists.page(accountId, query, orderOf(sort), page);
    return { ...found, items: found.items.map(toRow) };
  }
}

/** Throws `validation-failed` for a value that there is not. */
function queryOf({
  state,
  mail,
  expiresBefore,
  q,
}: Input<typeof listInvitations>['filter']): InvitationQuery {
  const chosen = <T extends string>(path: string, text: string | undefined, known: readonly T[]) =>
    text === undefined ? undefined : (knownValues(path, listedIn(text), known) as T[]);
  const mails = chosen('mail', mail, InvitationMailState.options);
  return {
    states: chosen('state', state, InvitationState.options) ?? InvitationState.options,
    ...(mails && { mails }),
    ...(expiresBefore !== undefined && { expiresBefore: new Date(expiresBefore) }),
    text: q ?? '',
  };
}

const orderOf = (sort: string): [string, 1 | -1][] =>
  sort.split(',').map((part) => [`invitation.${part.replace(/^-/, '')}`, part.startsWith('-') ? -1 : 1]);

function toRow(user: Invited): InvitationRow {
  const { locale: _own, ...reference } = toReference(user);
  return { ...toInvitation(user.invitation), user: reference, invitedBy: user.invitation.by };
}
