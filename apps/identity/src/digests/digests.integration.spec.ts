import {
  banUser,
  createGroup,
  deactivateUser,
  digestDue,
  type EventData,
  getAccount,
  getDigestLetter,
  listDigestReaders,
  updateAccount,
  updateUser,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import type { Firm } from '../../testing/stage.js';
import { useTwoCopies } from '../../testing/two-copies.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { digestDueAt } from './digests.js';
import { DigestsService } from './digests.service.js';

const DAY_MS = 86_400_000;
/** A Wednesday; the Monday after is the first on which there is a digest. */
const WEDNESDAY = '2030-11-06T12:00:00Z';
const MONDAY = '2030-11-11T08:00:30Z';

const { clock, stage, copies, rounds } = useTwoCopies(WEDNESDAY);

const look = (at: string | Date, times = 1) => {
  clock.set(at);
  return rounds(times, (copy) => copy.get(DigestsService).look());
};
const heard = ({ accountId }: Firm) => stage().heard.of(digestDue, accountId);
type Due = EventData<typeof digestDue>;

/** The digest of a firm that is due on the first Monday. */
async function due(firm: Firm): Promise<Due> {
  await look(MONDAY);
  return eventually(async () => {
    const [one] = heard(firm);
    if (!one) throw new Error('Nothing was told yet');
    return one;
  });
}
const letter = async ({ accountId }: Firm, { digestId }: Due, userId: string) =>
  (await stage().ask(getDigestLetter, { accountId, digestId, userId })).letter;
const readers = async ({ accountId }: Firm, { digestId }: Due) =>
  (await stage().ask(listDigestReaders, { accountId, digestId })).items.map(({ userId }) => userId).sort();

async function group(
  { accountId, by }: Firm,
  permissions: ('users.read' | 'users.invite' | 'licenses.read' | 'seats.purchase')[],
) {
  const groupId = newId('grp');
  await stage().ask(createGroup, {
    accountId,
    by,
    groupId,
    group: { name: permissions.join(' '), permissions },
  });
  return groupId;
}

it('is told of once in a week, however many copies look, and once after three weeks in which nobody looked', async () => {
  const firm = await stage().signUp();
  await look(WEDNESDAY, 3);
  await look('2030-11-11T07:59:00Z', 3);
  expect(heard(firm)).toEqual([]);
  await look(MONDAY, 5);
  await look('2030-11-12T12:00:00Z', 5);
  await eventually(() => expect(heard(firm)).toHaveLength(1));
  await look('2030-12-04T12:00:00Z', 5);
  await look('2030-12-05T12:00:00Z', 5);
  await eventually(() => expect(heard(firm)).toHaveLength(2));
  const [first, second] = heard(firm);
  expect(first).toMatchObject({ to: '2030-11-11T08:00:30.000Z' });
  expect(second).toMatchObject({ from: first?.to, to: '2030-12-04T12:00:00.000Z' });
  expect(second?.digestId).not.toBe(first?.digestId);
  // Who waits with a mail of the first tells nobody what the second says.
  expect(await letter(firm, first!, firm.admin.id)).toBeNull();
});

it('is no change of the account: who has its settings before them when it is told of saves what they see', async () => {
  const firm = await stage().signUp();
  const { accountId, by } = firm;
  await look(WEDNESDAY);
  const { version: ifVersion } = await stage().ask(getAccount, { accountId });
  await due(firm);
  const saved = await stage().ask(updateAccount, {
    accountId,
    by,
    changes: { name: 'Quai du Port' },
    ifVersion,
  });
  expect(saved).toMatchObject({ name: 'Quai du Port', version: ifVersion + 1 });
});

it('is told of once while the account is changed and all copies look', async () => {
  const firm = await stage().signUp();
  const { accountId, by } = firm;
  await look(WEDNESDAY);
  const { version } = await stage().ask(getAccount, { accountId });
  clock.set(MONDAY);
  await race<unknown>(24, (n) =>
    n % 3 === 0
      ? stage().ask(updateAccount, { accountId, by, changes: { name: `Name ${n}` } })
      : copies()[n % 2]!.get(DigestsService).look(),
  );
  await due(firm);
  await look(MONDAY, 5);
  expect(heard(firm)).toHaveLength(1);
  expect(await stage().ask(getAccount, { accountId })).toMatchObject({ version: version + 8 });
});

it('is not told of an account that has become another since it was decided on, nor a second time', async () => {
  const firm = await stage().signUp();
  const { accountId, by } = firm;
  await look(WEDNESDAY);
  clock.set(MONDAY);
  const accounts = stage().identity.get(AccountsRepository);
  const tell = (account: StoredAccount) => {
    const { due, nextAt } = digestDueAt(account, clock.now());
    const { id: digestId, from, to } = due!;
    const data = { accountId, actor: by, digestId, from: from.toISOString(), to: to.toISOString() };
    return accounts.tellDigest(account, { ...due, nextAt }, event(digestDue, accountId, data, clock.now()));
  };
  const before = await accounts.get(accountId);
  await stage().ask(updateAccount, { accountId, by, changes: { name: 'Quai du Port' } });
  const after = await accounts.get(accountId);
  const told = [await tell(before), await tell(after), await tell(after)];
  expect(told).toEqual([false, true, false]);
  await eventually(() => expect(heard(firm)).toHaveLength(1));
});

it('comes each morning or never where the account says so, from the next morning on', async () => {
  const [daily, never] = [await stage().signUp(), await stage().signUp()];
  await look(WEDNESDAY);
  for (const [{ accountId, by }, digest] of [
    [daily, 'daily'],
    [never, 'never'],
  ] as const)
    await stage().ask(updateAccount, { accountId, by, changes: { policies: { digest } } });
  await look(WEDNESDAY);
  await look('2030-11-07T08:01:00Z');
  await eventually(() => expect(heard(daily)).toHaveLength(1));
  await look('2030-11-08T08:01:00Z');
  await eventually(() => expect(heard(daily)).toHaveLength(2));
  await look(MONDAY);
  await eventually(() => expect(heard(daily)).toHaveLength(3));
  expect(heard(never)).toEqual([]);
});

it('counts who came, left and was banned, and what is to come', async () => {
  const firm = await stage().signUp();
  const { accountId, by, admin } = firm;
  await look(WEDNESDAY);
  const [ben, cem] = [await firm.join('ben'), await firm.join('cem'), await firm.join('dan')];
  await stage().ask(banUser, { accountId, by, userId: ben.id, reason: 'Lost a laptop' });
  await stage().ask(deactivateUser, { accountId, by, userId: cem.id });
  // The link lasts a week: it ends within the next one.
  await firm.invite('eve');
  const one = await due(firm);
  await eventually(async () =>
    expect((await letter(firm, one, admin.id))?.people).toEqual({
      joined: 4,
      left: 1,
      banned: 1,
      endingInvitations: 1,
      returnedInvitations: 0,
      leavings: 0,
    }),
  );
  expect(await letter(firm, one, admin.id)).toMatchObject({
    sendTo: admin.email,
    accountName: 'Harbour Lane',
    licences: [expect.objectContaining({ product: 'core', waiting: 0 })],
  });
});

it('says to each what they may see: people, of those whom they reach; licences; or nothing', async () => {
  const firm = await stage().signUp();
  const { accountId, by, admin } = firm;
  await look(WEDNESDAY);
  const [people, licences] = [
    await group(firm, ['users.read', 'users.invite']),
    await group(firm, ['licenses.read', 'seats.purchase']),
  ];
  const ben = await firm.join('ben', { groups: [people] });
  const cem = await firm.join('cem', { groups: [people] });
  const dan = await firm.join('dan', { groups: [licences] });
  const eve = await firm.join('eve');
  const visibility = { users: [eve.id] };
  await stage().ask(updateUser, { accountId, by, userId: cem.id, changes: { visibility } });
  const one = await due(firm);
  await eventually(async () => expect((await letter(firm, one, ben.id))?.people?.joined).toBe(5));
  expect(await readers(firm, one)).toEqual([admin.id, ben.id, cem.id, dan.id].sort());
  expect((await letter(firm, one, ben.id))?.licences).toBeNull();
  // Themselves, and the one whom they may see.
  expect((await letter(firm, one, cem.id))?.people?.joined).toBe(2);
  // Of licences there is nothing new, and of people they are told nothing.
  expect(await letter(firm, one, dan.id)).toBeNull();
  expect(await letter(firm, one, eve.id)).toBeNull();
  await stage().ask(deactivateUser, { accountId, by, userId: ben.id });
  expect(await letter(firm, one, ben.id)).toBeNull();
});

it('is nobody’s where nothing happened', async () => {
  const firm = await stage().signUp();
  await look(WEDNESDAY);
  await due(firm);
  await look(new Date(Date.parse(MONDAY) + 7 * DAY_MS));
  await eventually(() => expect(heard(firm)).toHaveLength(2));
  const second = heard(firm).at(-1) as Due;
  expect(await readers(firm, second)).toEqual([]);
  expect(await letter(firm, second, firm.admin.id)).toBeNull();
});
