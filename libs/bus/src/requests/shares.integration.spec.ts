import { Injectable } from '@nestjs/common';
import { defineRequest } from '@seatkeeper/contracts';
import { z } from 'zod';
import { eventually, Rig, type RigService } from '../testing/rig.js';
import { Handle } from '../wiring/decorators.js';

const empty = z.object({});
const stay = defineRequest({
  name: 'house.guest.stay.v1',
  summary: '',
  input: z.object({ accountId: z.string() }),
  output: empty,
  timeoutMs: 10_000,
});
const leave = defineRequest({ name: 'house.guest.leave.v1', summary: '', input: empty, output: empty });

let release: () => void = () => undefined;
const released = new Promise<void>((resolve) => (release = resolve));
let staying = 0;

/** What one account asks waits for somebody who does not answer. */
@Injectable()
class House {
  @Handle(stay)
  async stay({ accountId }: { accountId: string }): Promise<Record<string, never>> {
    if (accountId !== 'acc_stuck') return {};
    staying += 1;
    await released;
    return {};
  }
  @Handle(leave)
  async leave(): Promise<Record<string, never>> {
    return {};
  }
}

let rig: Rig;
let caller: RigService;
beforeAll(async () => {
  rig = await Rig.open();
  await rig.start('house', [House], { requestPrefetch: 5, requestShare: 4 });
  caller = await rig.start('caller', []);
});
afterAll(() => rig.close());

it('what one account asks and nobody answers keeps no other account waiting, nor who names none', async () => {
  const stuck = Array.from({ length: 60 }, () => caller.bus.request(stay, { accountId: 'acc_stuck' }));
  const outcomes = Promise.allSettled(stuck);
  await eventually(() => expect(staying).toBe(4));
  const asked = Date.now();
  for (let n = 0; n < 20; n += 1) {
    await caller.bus.request(stay, { accountId: `acc_${n}` });
    await caller.bus.request(leave, {});
  }
  expect(Date.now() - asked).toBeLessThan(8_000);

  release();
  const fulfilled = (await outcomes).filter(({ status }) => status === 'fulfilled');
  expect(fulfilled.length).toBeGreaterThanOrEqual(4);
  for (const outcome of await outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'service-unavailable' });
  await caller.bus.request(stay, { accountId: 'acc_stuck' });
}, 20_000);
