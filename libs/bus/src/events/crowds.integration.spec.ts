import { Injectable } from '@nestjs/common';
import { defineEvent } from '@seatkeeper/contracts';
import { connect } from 'amqplib';
import { z } from 'zod';
import { eventQueue } from '../broker/topology.js';
import { eventsWaiting } from '../measures.js';
import { AMQP_URL, cloudEvent, eventually, Rig, type RigService } from '../testing/rig.js';
import { On } from '../wiring/decorators.js';

const entered = defineEvent({
  name: 'house.guest.entered.v1',
  summary: '',
  data: z.object({ accountId: z.string(), n: z.int() }),
});

const TURNS = 2;
const CROWD = 300;

let heard: string[] = [];
let isOpen = false;
let open: () => void;
let opened: Promise<void>;

function close(): void {
  isOpen = false;
  opened = new Promise((resolve) => {
    open = () => {
      isOpen = true;
      resolve();
    };
  });
}

/** Hears nothing to its end before the doors are open. */
@Injectable()
class Doorkeeper {
  @On(entered)
  async enter({ accountId, n }: { accountId: string; n: number }): Promise<void> {
    heard.push(`${accountId} ${n}`);
    if (!isOpen) await opened;
  }
}

let rig: Rig;
let keeper: RigService;
const start = () => rig.start('keeper', [Doorkeeper], { eventPrefetch: TURNS });
const waiting = () => rig.waiting(eventQueue(rig.place, 'keeper'));
/** How many the keeper has got that wait for their turn. */
const inHand = async () => (await eventsWaiting.get()).values[0]?.value;
const enter = (accountId: string, n: number) => rig.emit(cloudEvent(entered.name, { accountId, n }));
const crowd = (from = 0) =>
  Promise.all(Array.from({ length: CROWD }, (_, n) => enter('acc_large', from + n)));

beforeEach(async () => {
  rig = await Rig.open();
  heard = [];
  close();
  keeper = await start();
});
afterEach(async () => {
  open();
  await rig.close();
});

it('what one account is told of is heard with the next turn, however many events of another are there before it', async () => {
  await crowd();
  await enter('acc_small', 1);
  await eventually(async () => expect(await inHand()).toBe(CROWD + 1 - TURNS));
  expect(heard).toHaveLength(TURNS);

  open();
  await eventually(() => expect(heard).toHaveLength(CROWD + 1));
  expect(heard.indexOf('acc_small 1')).toBeLessThanOrEqual(2 * TURNS);
  expect(new Set(heard).size).toBe(CROWD + 1);
  expect(heard.filter((each) => each.startsWith('acc_large')).slice(TURNS, CROWD / 2)).toEqual(
    Array.from({ length: CROWD / 2 - TURNS }, (_, n) => `acc_large ${n + TURNS}`),
  );
});

it('a process that stops gives back what it has not begun before it ends what it has', async () => {
  await crowd();
  await eventually(async () => expect(await inHand()).toBe(CROWD - TURNS));
  const stopping = keeper.stop();
  await eventually(async () => expect(await waiting()).toBe(CROWD - TURNS));
  open();
  await stopping;
  expect(heard).toHaveLength(TURNS);
  await start();
  await eventually(() => expect(heard).toHaveLength(CROWD));
  expect(new Set(heard).size).toBe(CROWD);
});

it('of what comes back from a process that died few are taken at a time, and with what is new so many as ever', async () => {
  open();
  await keeper.stop();
  close();
  await crowd();
  const dying = await connect(AMQP_URL);
  const channel = await dying.createChannel();
  const taken: number[] = [];
  await channel.consume(eventQueue(rig.place, 'keeper'), () => void taken.push(1));
  await eventually(() => expect(taken).toHaveLength(CROWD));
  await dying.close();
  await eventually(async () => expect(await waiting()).toBe(CROWD));

  await start();
  await eventually(() => expect(heard).toHaveLength(TURNS));
  await crowd(CROWD);
  expect(await inHand()).toBe(0);
  expect(await waiting()).toBe(2 * CROWD - TURNS);
  open();
  await eventually(() => expect(heard).toHaveLength(2 * CROWD));

  close();
  await crowd(2 * CROWD);
  await eventually(async () => expect(await inHand()).toBe(CROWD - TURNS));
  expect(heard).toHaveLength(2 * CROWD + TURNS);
});
