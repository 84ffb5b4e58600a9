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
  }, 90_000);
  afterAll(async () => {
    await stage.close();
    jest.restoreAllMocks();
  });

  it('leaves a tree at every step, keeps others off for five seconds at most, and the move is repeated', async () => {
    const firm = await hierarchy(stage);
    const [one, other, third] = [await firm.add('One'), await firm.add('Other'), await firm.add('Third')];
    const killed = async (move: () => Promise<unknown>) => {
      const before = kills;
      await expect(move()).rejects.toMatchObject(refused('internal-error'));
      expect(kills).toBe(before + 1);
    };
    const told = (affiliateId: string) =>
      stage.heard.of(affiliateMoved, firm.top).filter(({ affiliate }) => affiliate.id === affiliateId);

    // After it has announced itself, and after it has climbed.
    for (let time = 1; time <= 2; time += 1) {
      await killed(() => firm.move(one, other));
      expect(await firm.line(one)).toEqual([one, firm.top]);
      await expect(firm.move(third, one)).rejects.toMatchObject(refused('service-unavailable'));
      clock.advance(5_001);
    }
    // Who passes by later takes away what was announced, and dies after its own write.
    await killed(() => firm.move(third, one));
    expect(await firm.line(third)).toEqual([third, one, firm.top]);
    expect(await firm.find(one)).not.toHaveProperty('placing');
    expect(kills).toBe(POINTS.place.length);

    expect(await firm.move(third, one)).toMatchObject({ parentId: one });
    expect(await firm.move(one, other)).toMatchObject({ parentId: other });
    expect(await firm.line(third)).toEqual([third, one, other, firm.top]);
    for (const id of [one, other, third]) expect(await firm.find(id)).not.toHaveProperty('placing');
    await eventually(() => expect([told(third), told(one)]).toMatchObject([[{}], [{}]]));
  }, 60_000);
});
