import type { Note } from '../progress.js';
import type { ApiClient } from './api-client.js';
import { atOnce } from './at-once.js';
import { DEMO } from './demo-firm.js';
import { firstPeople, type Person } from './demo-people.js';
import { mailedToken } from './mailed-links.js';

/** Hashing a password takes identity a tenth of a second of a core. */
const AT_ONCE = 4;

/** Lets some of those who were imported accept their invitation, with the link from their mail. */
export async function acceptSomeInvitations(
  api: ApiClient,
  mailWeb: string,
  note: Note,
  signal: AbortSignal,
): Promise<void> {
  const invited = (await firstPeople(api, DEMO.accepting)).filter(({ status }) => status === 'invited');
  if (invited.length === 0) return;
  note(`${invited.length} people accept their invitation`);
  await atOnce(invited, AT_ONCE, (person) => accept(api, person, mailWeb, signal));
}

async function accept(api: ApiClient, person: Person, mailWeb: string, signal: AbortSignal): Promise<void> {
  const token =
    (await mailedToken('invitations', mailWeb, person.username, signal)) ??
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
  return mailedToken('invitations', mailWeb, username, signal);
}
