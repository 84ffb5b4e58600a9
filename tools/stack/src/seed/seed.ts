import type { License } from '@seatkeeper/contracts';
import type { Secrets } from '../folder/secrets.js';
import type { Note } from '../progress.js';
import type { StackInfo } from '../stack-info.js';
import { waitUntil } from '../wait-until.js';
import type { ApiClient } from './api-client.js';
import { openDemoAccount } from './demo-account.js';
import { countLines, countRows, readDemoData } from './demo-data.js';
import { DEMO } from './demo-firm.js';
import { bringToLife, isAlive } from './demo-life.js';
import { acceptSomeInvitations } from './demo-invitations.js';
import { publishPurchase } from './purchase.js';
import { billingAddress } from '../services/service-environment.js';

const SEATS_WITHIN_MS = 30_000;
const IMPORT_WITHIN_MS = 120_000;

interface Import {
  readonly to: string;
  readonly type: string;
  readonly progress: (importId: string) => string;
}

const USERS: Import = {
  to: '/v1/users/import',
  type: 'text/csv',
  progress: (id) => `/v1/users/imports/${id}?limit=1`,
};
const RECORDS: Import = {
  to: '/v1/records/import',
  type: 'application/x-ndjson',
  progress: (id) => `/v1/records/imports/${id}`,
};

export interface Seeding {
  readonly repository: string;
  readonly secrets: Pick<Secrets, 'MAIL_REPORT_SECRETS'>;
  readonly note: Note;
  readonly signal: AbortSignal;
}

interface Counted {
  readonly total?: number;
}

/**
 * Fills the demo firm through the API as its admin would. Each step looks first whether it was done, so a
 * second start changes nothing and an interrupted one is continued.
 */
export async function seedDemoFirm(
  stack: StackInfo,
  { repository, secrets, note, signal }: Seeding,
): Promise<void> {
  const api = await openDemoAccount(DEMO, stack, note, signal);
  await Promise.all([
    buySeats(api, stack, { product: 'core', quantity: DEMO.seats, id: 'demo' }, { note, signal }),
    buySeats(
      api,
      stack,
      { product: 'contract', quantity: DEMO.contractSeats, id: 'demo-contract' },
      { note, signal },
    ),
  ]);

  const data = await readDemoData(repository);
  const people = await api.get<Counted>('/v1/users?limit=1');
  if ((people.total ?? 0) <= countRows(data.users)) {
    note(`importing ${countRows(data.users)} people`);
    await importFile(api, USERS, data.users, signal);
  }
  const lively = await isAlive(api);
  await Promise.all([
    lively ? null : acceptSomeInvitations(api, stack.mail.web, note, signal),
    importRecords(api, data.records, note, signal),
  ]);
  const provider = { gateway: stack.gateway, mailWeb: stack.mail.web, secret: secrets.MAIL_REPORT_SECRETS };
  if (!lively) await bringToLife(api, provider, note, signal);
}

async function importRecords(api: ApiClient, text: string, note: Note, signal: AbortSignal): Promise<void> {
  const records = await api.get<Counted>('/v1/records?limit=1');
  if ((records.total ?? 0) >= countLines(text)) return;
  note(`importing ${countLines(text)} records`);
  await importFile(api, RECORDS, text, signal);
}

interface Bought {
  readonly product: string;
  readonly quantity: number;
  readonly id: string;
}

async function buySeats(
  api: ApiClient,
  stack: StackInfo,
  { product, quantity, id }: Bought,
  { note, signal }: Pick<Seeding, 'note' | 'signal'>,
): Promise<void> {
  const purchased = async () => {
    const { items } = await api.get<{ items: License[] }>('/v1/licenses');
    return items.find((license) => license.product === product)?.purchased ?? 0;
  };
  if ((await purchased()) >= quantity) return;
  note(`buying ${quantity} seats of ${product}`);
  const { id: accountId } = await api.get<{ id: string }>('/v1/account');
  const purchase = { id: `${id}-${accountId}`, account: DEMO.slug, product, quantity };
  await publishPurchase(billingAddress(stack), stack.eventsExchange, purchase);
  const there = await waitUntil(async () => (await purchased()) >= quantity, {
    deadlineMs: SEATS_WITHIN_MS,
    signal,
  });
  if (!there) throw new Error(`The seats bought for ${DEMO.name} are not there after ${SEATS_WITHIN_MS} ms.`);
}

async function importFile(
  api: ApiClient,
  { to, type, progress }: Import,
  text: string,
  signal: AbortSignal,
): Promise<void> {
  const { importId } = await api.post<{ importId: string }>(to, { text, type });
  const finished = await waitUntil(
    async () => {
      const { state } = await api.get<{ state: string }>(progress(importId));
      if (state === 'aborted') throw new Error(`The import by ${to} was aborted.`);
      return state === 'finished';
    },
    { deadlineMs: IMPORT_WITHIN_MS, everyMs: 500, signal },
  );
  if (!finished) throw new Error(`The import by ${to} has not finished after ${IMPORT_WITHIN_MS} ms.`);
}
