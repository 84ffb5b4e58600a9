// First: it says where to crash.
import { POINTS } from '../../testing/crash-points.js';
import { jest } from '@jest/globals';
import { affiliateMoved } from '@seatkeeper/contracts';
import { eventually, TestClock } from '@seatkeeper/testing';
import { hierarchy } from '../../testing/hierarchies.js';
import { refused, type Stage, startStage } from '../../testing/stage.js';

/** A kill is played by an error that nothing on the way catches: what comes after it never happens. */
describe('a process that dies while it moves an account', () => {
  const clock = new TestClock();
  let stage: Stage;
  let kills = 0;
  beforeAll(async () => {
    jest.spyOn(process, 'kill').mockImplementation(() => {
      kills += 1;
      throw new Error('killed');
    });
    stage = await startStage({ clock });
  });
  afterAll(async () => {
    await stage.close();
    jest.restoreAllMocks();
  });

  it.each(POINTS.place)(
    'at %s leaves a tree, keeps others off for five seconds at most, and is repeated',
    async (point) => {
      const before = kills;
      const firm = await hierarchy(stage);
      const [one, other, third] = [await firm.add('One'), await firm.add('Other'), await firm.add('Third')];
      await expect(firm.move(one, other)).rejects.toBeDefined();
      expect(kills).toBe(before + 1);
      const hasMoved = point === POINTS.place.at(-1);
      expect(await firm.line(one)).toEqual(hasMoved ? [one, other, firm.top] : [one, firm.top]);
      // Who passes by waits for whoever may still come back, and for nobody who cannot.
      if (!hasMoved) {
        await expect(firm.move(third, one)).rejects.toMatchObject(refused('service-unavailable'));
        clock.advance(5_001);
      }
      await firm.move(third, one);
      expect(await firm.find(one)).not.toHaveProperty('placing');
      expect(await firm.move(one, other)).toMatchObject({ parentId: other });
      expect(await firm.line(third)).toEqual([third, one, other, firm.top]);
      await eventually(() => {
        const told = stage.heard.of(affiliateMoved, firm.top).filter(({ affiliate }) => affiliate.id === one);
        expect(told).toHaveLength(1);
      });
    },
  );
});
