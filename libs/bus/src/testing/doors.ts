import { Injectable, type Type } from '@nestjs/common';
import { defineEvent, Fault } from '@seatkeeper/contracts';
import { z } from 'zod';
import { deadLetterQueue } from '../broker/topology.js';
import type { BusOptions } from '../bus.module.js';
import { writeFailure } from '../events/failure.js';
import { On } from '../wiring/decorators.js';
import { cloudEvent, eventually, Rig } from './rig.js';

const data = z.object({ n: z.int(), accountId: z.string().optional(), account: z.string().optional() });
export const doorOpened = defineEvent({ name: 'shop.door.opened', summary: '', data });

/** An event of the owner of doors. */
export const door = (n: number, more: object = {}, about: object = {}): object =>
  cloudEvent(doorOpened.name, { n, ...about }, { id: `door_${n}`, ...more });

interface Doors {
  readonly rig: Rig;
  readonly handlers: Type;
  /** Until a test says otherwise no door is known. */
  isRefusing: boolean;
  /** Since the letters of the test were there. */
  handled: number[];
  /** How many letters wait. */
  waiting(): Promise<number>;
  /** As the service itself would put a letter away. */
  putAway(letter: object, code: string): Promise<void>;
}

/** For all tests of a file: the service licensing hears of doors, and each test begins with these as its dead letters. */
export function useDoors(letters: readonly (object | string)[], options: BusOptions = {}): Doors {
  let rig: Rig;

  @Injectable()
  class DoorHandlers {
    @On(doorOpened)
    async opened({ n }: { n: number }): Promise<void> {
      doors.handled.push(n);
      if (doors.isRefusing) throw new Fault('not-found', `There is no door ${n}`);
    }
  }

  const queue = () => deadLetterQueue(rig.place, 'licensing');
  const doors: Doors = {
    get rig() {
      return rig;
    },
    handlers: DoorHandlers,
    isRefusing: true,
    handled: [],
    waiting: () => rig.waiting(queue()),
    putAway: async (letter, code) => {
      const at = new Date().toISOString();
      const failure = {
        attempts: 1,
        outages: 0,
        code,
        reason: code,
        firstFailedAt: at,
        lastFailedAt: at,
        originalExchange: rig.place.eventsExchange,
        originalRoutingKey: doorOpened.name,
        handlers: undefined,
      };
      rig.channel.sendToQueue(queue(), Buffer.from(JSON.stringify(letter)), {
        headers: writeFailure(failure),
      });
      await rig.channel.waitForConfirms();
    },
  };

  beforeAll(async () => {
    rig = await Rig.open();
    await rig.start('licensing', [DoorHandlers], { part: true, ...options });
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    doors.isRefusing = true;
    await rig.channel.purgeQueue(queue());
    for (const letter of letters) await rig.emit(letter, doorOpened.name);
    await eventually(() => expect(doors.waiting()).resolves.toBe(letters.length));
    doors.handled = [];
  });
  return doors;
}
