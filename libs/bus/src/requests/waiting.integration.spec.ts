import { defineRequest } from '@seatkeeper/contracts';
import { z } from 'zod';
import { Bus } from '../bus.js';
import { Handle } from '../wiring/decorators.js';
import { Rig } from '../testing/rig.js';
import { Injectable } from '@nestjs/common';

const empty = z.object({});
const leave = defineRequest({ name: 'house.guest.leave.v1', summary: '', input: empty, output: empty });
const move = defineRequest({ name: 'yard.thing.move.v1', summary: '', input: empty, output: empty });
const resolve = defineRequest({
  name: 'house.guest.resolve.v1',
  summary: '',
  quick: true,
  input: z.object({ ask: z.boolean().default(false) }),
  output: empty,
});

/** Asks the yard, which asks back. */
@Injectable()
class House {
  constructor(private readonly bus: Bus) {}
  @Handle(leave)
  async leave(): Promise<Record<string, never>> {
    return this.bus.request(move, {});
  }
  @Handle(resolve)
  async resolve({ ask }: { ask: boolean }): Promise<Record<string, never>> {
    return ask ? this.bus.request(move, {}) : {};
  }
}

@Injectable()
class Yard {
  constructor(private readonly bus: Bus) {}
  @Handle(move)
  async move(): Promise<Record<string, never>> {
    return this.bus.request(resolve, {});
  }
}

describe('services that ask each other', () => {
  let rig: Rig;
  let bus: Bus;
  beforeAll(async () => {
    rig = await Rig.open();
    await rig.start('house', [House], { requestPrefetch: 2 });
    await rig.start('yard', [Yard], { requestPrefetch: 2 });
    bus = (await rig.start('caller', [])).bus;
  });
  afterAll(() => rig.close());

  it('answer far more than they take at a time, because one of the questions is quick', async () => {
    const asked = Array.from({ length: 40 }, (_, n) => bus.request(n % 2 ? leave : move, {}));
    expect(await Promise.all(asked)).toHaveLength(40);
  });

  it('a quick answer that asks somebody is a defect', async () => {
    await expect(bus.request(resolve, { ask: true })).rejects.toMatchObject({ code: 'internal-error' });
  });

  it('who is not named by the contract asks nothing', async () => {
    const { bus: stranger } = await rig.start('stranger', [], { part: false });
    await expect(stranger.request(move, {})).rejects.toMatchObject({ code: 'internal-error' });
    const { bus: gateway } = await rig.start('gateway', [], { part: false });
    await expect(gateway.request(move, {})).resolves.toEqual({});
  });
});
