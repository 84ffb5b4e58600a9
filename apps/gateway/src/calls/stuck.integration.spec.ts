import { Injectable, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import {
  type Input,
  listStuckInLicensing,
  listStuckInReassignment,
  nameAccounts,
  type Output,
  type Stuck,
  type StuckThings,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { testService, type TestService, testWorld, type World } from '@seatkeeper/testing';
import { startGateway, type TestGateway } from '../../testing/gateway.js';
import { accessToken, startStandIn } from '../../testing/stand-in.js';

const [known, unknown] = [newId('acc'), newId('acc')];
const thing = (service: Stuck['service'], change: Partial<Stuck> = {}): Stuck => ({
  service,
  kind: 'runs',
  id: newId('rea'),
  accountId: known,
  since: '2026-11-30T09:00:00.000Z',
  attempts: null,
  remedy: 'It is tried again by itself.',
  ...change,
});
const ofRuns = thing('reassignment');
const ofPurchase = thing('licensing', { kind: 'purchases', accountId: unknown });
const ofSweep = thing('licensing', { kind: 'sweeps', id: 'orders left half-way', accountId: null });

@Injectable()
class Licensing {
  asked: number[] = [];
  readonly named: string[][] = [];

  @Handle(listStuckInLicensing)
  list({ limit }: Input<typeof listStuckInLicensing>): Promise<StuckThings> {
    this.asked.push(limit);
    return Promise.resolve({ items: [ofPurchase, ofSweep], more: true });
  }

  @Handle(nameAccounts)
  name({ accountIds }: Input<typeof nameAccounts>): Promise<Output<typeof nameAccounts>> {
    this.named.push(accountIds.toSorted());
    return Promise.resolve({ items: [{ id: known, slug: 'harbour-lane' }] });
  }
}

@Injectable()
class Reassignment {
  @Handle(listStuckInReassignment)
  list(): Promise<StuckThings> {
    return Promise.resolve({ items: [ofRuns], more: false });
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], providers: [Licensing] })
class LicensingPart {}
@Module({ imports: [BusModule.forRoot({ part: true })], providers: [Reassignment] })
class ReassignmentPart {}

describe('what is stuck', () => {
  let world: World;
  let identity: Awaited<ReturnType<typeof startStandIn>>;
  let gateway: TestGateway;
  let services: TestService[];
  beforeAll(async () => {
    world = testWorld();
    identity = await startStandIn(world);
    services = [
      await testService({ name: 'licensing', imports: [LicensingPart], world }),
      await testService({ name: 'reassignment', imports: [ReassignmentPart], world }),
    ];
    gateway = await startGateway({}, world);
  }, 60_000);
  afterAll(async () => {
    await gateway.stop();
    for (const service of [...services, identity.service]) await service.stop();
    await world.close();
  });
  beforeEach(() => identity.grant({ permissions: ['operator.stuck'] }));

  const get = (query = '') =>
    fetch(`${gateway.url}/v1/operator/stuck${query}`, {
      headers: { authorization: `Bearer ${accessToken({ accountId: newId('acc'), userId: newId('usr') })}` },
    });

  it('is told by each service of its own, with the account by its slug; one that does not answer hides none of the others', async () => {
    expect(await (await get()).json()).toEqual({
      services: [
        { service: 'identity', listed: null, more: false },
        { service: 'licensing', listed: 2, more: true },
        { service: 'notifications', listed: null, more: false },
        { service: 'reassignment', listed: 1, more: false },
      ],
      items: [
        { ...ofPurchase, accountSlug: null },
        { ...ofSweep, accountSlug: null },
        { ...ofRuns, accountSlug: 'harbour-lane' },
      ],
    });
    expect(services[0]!.get(Licensing).named).toEqual([[known, unknown].toSorted()]);
  }, 60_000);

  it('is asked of one service alone, for at most so many', async () => {
    const licensing = services[0]!.get(Licensing);
    licensing.asked = [];
    const answer = await get('?service=reassignment&limit=200');
    expect(((await answer.json()) as { items: object[] }).items).toHaveLength(1);
    expect(licensing.asked).toEqual([]);
    for (const query of ['?limit=201', '?limit=0', '?service=gateway'])
      expect((await get(query)).status).toBe(422);
    expect(licensing.asked).toEqual([]);
  });

  it('is shown to nobody without the permission', async () => {
    identity.grant({ permissions: ['operator.accounts', 'operator.dead-letters'] });
    expect((await get('?service=reassignment')).status).toBe(403);
  });
});
