import type { Note } from '../progress.js';
import type { ApiClient } from './api-client.js';
import { DEMO } from './demo-firm.js';
import { invitationToken } from './invitation-mails.js';

interface Person {
  readonly id: string;
  readonly username: string;
}

interface People {
  readonly items: readonly Person[];
}

/** Lets some of those who were imported accept their invitation, with the link from their mail. */
export async function acceptSomeInvitations(
  api: ApiClient,
  mailWeb: string,
  note: Note,
  signal: AbortSignal,
): Promise<void> {
  const active = await api.get<People>(`/v1/users?status=active&limit=${DEMO.accepting + 1}`);
  const missing =
    DEMO.accepting - active.items.filter(({ username }) => username !== DEMO.admin.username).length;
  if (missing <= 0) return;
  const invited = await api.get<People>(`/v1/users?status=invited&sort=username&limit=${missing}`);
  for (const person of invited.items) {
    note(`${person.username} accepts the invitation`);
    await accept(api, person, mailWeb, signal);
  }
}

async function accept(api: ApiClient, person: Person, mailWeb: string, signal: AbortSignal): Promise<void> {
  const token =
    (await invitationToken(mailWeb, person.username, signal)) ??
    (await tokenOfNewMail(api, person, mailWeb, signal));
  if (token === null) throw new Error(`No invitation mail for ${person.username} is in the mail catcher.`);
  await api.post(`/v1/invitations/${token}/accept`, { json: { password: DEMO.colleaguePassword } });
}

/** For a mail catcher that was emptied since the invitation. */
async function tokenOfNewMail(
  api: ApiClient,
  { id, username }: Person,
  mailWeb: string,
  signal: AbortSignal,
): Promise<string | null> {
  await api.post(`/v1/users/${id}/invitation`);
  return invitationToken(mailWeb, username, signal);
}
