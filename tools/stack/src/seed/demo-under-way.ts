import type { Reassignment, User } from '@seatkeeper/contracts';
import { type ApiClient, Refusal } from './api-client.js';
import { waitUntil } from '../wait-until.js';
import { DEMO } from './demo-firm.js';
import type { Page, Person } from './demo-people.js';
import { type MailProvider, reportReturned } from './returned-mail.js';

const DAY_MS = 86_400_000;
const LEAVES_IN_DAYS = 12;
const JOINS_IN_DAYS = 9;

interface Newcomer {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly department: string;
  readonly joinsOn?: string;
}

const JOINER = { username: 'lena.hart', firstName: 'Lena', lastName: 'Hart', department: 'Tax' };
const MISTYPED = { username: 'odette.marsh', firstName: 'Odette', lastName: 'Marsh', department: 'Finance' };

interface People {
  /** Whose leaving is planned, and who gets what they own. */
  readonly leaver: Person;
  readonly heir: Person;
  /** Of whom somebody begins to hand over what they own, and pauses. */
  readonly owners: readonly Person[];
}

/** Leaves things in the middle: a joining and a leaving to come, an invitation that came back, a hand-over that is paused. */
export async function leaveUnderWay(
  api: ApiClient,
  provider: MailProvider,
  people: People,
  signal: AbortSignal,
): Promise<void> {
  await planDays(api, people);
  await sendInVain(api, provider, signal);
  await pauseHandOver(api, people, signal);
}

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Both days can be planned again and stay as they are. */
async function planDays(api: ApiClient, { leaver, heir }: People): Promise<void> {
  await findOrInvite(api, { ...JOINER, joinsOn: inDays(JOINS_IN_DAYS) });
  if (leaver.status !== 'active') return;
  const json = { on: inDays(LEAVES_IN_DAYS), reason: 'Retires', reassign: { to: heir.id } };
  await api.put(`/v1/users/${leaver.id}/departure`, { json });
}

async function sendInVain(api: ApiClient, provider: MailProvider, signal: AbortSignal): Promise<void> {
  const { id, invitation } = await findOrInvite(api, MISTYPED);
  if (invitation?.mail.state === 'bounced') return;
  await reportReturned(provider, addressOf(MISTYPED), signal);
  const isTold = async () => (await api.get<User>(`/v1/users/${id}`)).invitation?.mail.state === 'bounced';
  await waitUntil(isTold, { deadlineMs: 30_000, signal });
}

/** A run of few records may be over before it can be paused: then the next one is begun. */
async function pauseHandOver(api: ApiClient, { owners, heir }: People, signal: AbortSignal): Promise<void> {
  const { items } = await api.get<Page<Reassignment>>('/v1/reassignments?limit=50');
  if (items.some(({ state }) => state === 'paused')) return;
  for (const owner of owners) {
    const { id } = await api.post<Reassignment>('/v1/reassignments', {
      json: { from: owner.id, to: heir.id },
    });
    await api.post(`/v1/reassignments/${id}/pause`).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.status !== 409) throw error;
    });
    const state = await waitUntil(
      async () => {
        const run = await api.get<Reassignment>(`/v1/reassignments/${id}`);
        return (run.state === 'paused' || run.state === 'finished') && run.state;
      },
      { deadlineMs: 30_000, signal },
    );
    if (state === 'paused') return;
  }
}

const addressOf = ({ username }: { username: string }): string => `${username}@${DEMO.slug}.example`;

async function findOrInvite(api: ApiClient, newcomer: Newcomer): Promise<User> {
  const username = addressOf(newcomer);
  const { items } = await api.get<Page<User>>(`/v1/users?q=${username}&limit=1`);
  return items[0] ?? (await api.post<User>('/v1/users', { json: { ...newcomer, username } }));
}
