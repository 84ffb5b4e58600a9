import { Controller, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import {
  type Account,
  Fault,
  identifyAccount,
  type Input,
  listOperatedAccounts,
  Policies,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, type TestService, testService, testWorld, type World } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { Firm, startLicensing } from '../../testing/firm.js';
import { accountMigrations } from '../accounts/accounts.migrations.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';

const known = new Map<string, Account>();

@Controller()
class Names {
  @Handle(identifyAccount)
  get({ accountId }: Input<typeof identifyAccount>): Promise<Account> {
    const account = known.get(accountId);
    if (!account) throw Fault.notFound('account');
    return Promise.resolve(account);
  }
}

@Module({ controllers: [Names] })
class NamesModule {}

let world: World;
let licensing: TestService;
let identity: TestService;
beforeAll(async () => {
  world = testWorld();
  licensing = await startLicensing(world);
  const imports = [BusModule.forRoot({ part: true }), NamesModule];
  identity = await testService({ name: 'identity', world, imports });
});
afterAll(async () => {
  await identity.close();
  await licensing.close();
  await world.close();
});

it('accounts from before are found by slug at once, stand as they did, and get their names from identity', async () => {
  const { db } = licensing.get<Connection>(MONGO_CONNECTION);
  const [firm, gone] = [new Firm(licensing), new Firm(licensing)];
  const openedAt = new Date('2026-03-02T08:00:00Z');
  const dueAt = new Date('2026-04-01T08:00:00Z');
  const since = new Date('2026-05-01T08:00:00Z');
  const old = ({ accountId, slug }: Firm) => ({ _id: accountId, accountId, version: 1, slug, openedAt });
  await db!.collection<{ _id: string }>('accounts').insertMany([
    { ...old(firm), toldVersion: 3 },
    { ...old(gone), billedBy: 'outside' },
  ] as never);
  const { accountId } = firm;
  const stored = (more: object) => ({ _id: newId('doc'), accountId, version: 1, ...more });
  await db!
    .collection<{ _id: string }>('invoices')
    .insertMany([
      stored({ serial: 900_001, unpaid: true, dueAt }),
      stored({ serial: 900_002, unpaid: true, dueAt: since }),
    ] as never);
  const overAllocation = { since, graceEndsAt: new Date() };
  await db!.collection<{ _id: string }>('warnings').insertOne(stored({ product: 'core', overAllocation }));
  known.set(accountId, {
    id: accountId,
    name: 'Ærø Works',
    slug: firm.slug,
    locale: 'en',
    timeZone: 'Europe/Copenhagen',
    policies: Policies.parse({}),
    createdAt: openedAt.toISOString(),
    version: 3,
  });

  for (const migration of accountMigrations) await migration.run(db!, () => undefined);
  const found = async (text: string) =>
    (await licensing.bus.request(listOperatedAccounts, { text, page: { limit: 10 } })).items;
  expect(await found(firm.slug)).toMatchObject([
    {
      id: accountId,
      standing: ['trial', 'over-allocated', 'overdue'],
      overdueSince: dueAt.toISOString(),
      overAllocatedSince: since.toISOString(),
    },
  ]);
  expect(await found(gone.slug)).toMatchObject([{ id: gone.accountId, standing: [] }]);
  await eventually(
    async () => expect(await found('ærø works')).toMatchObject([{ name: 'Ærø Works' }]),
    20_000,
  );
  // Of one that identity does not know it is asked once.
  const repository = licensing.get(AccountsRepository);
  await eventually(async () => expect(await repository.unnamed(10)).toEqual([]), 20_000);
  expect(await repository.byId(gone.accountId)).not.toHaveProperty('name');
}, 60_000);
