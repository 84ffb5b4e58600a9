import { race, TestClock, type TestService } from '@seatkeeper/testing';
import { type Stage, startStage } from './stage.js';

interface TwoCopies {
  readonly clock: TestClock;
  stage(): Stage;
  copies(): readonly TestService[];
  /** So many rounds of all copies at once. */
  rounds(times: number, look: (copy: TestService) => Promise<unknown>): Promise<unknown>;
}

/** For all tests of a file: two copies of identity by one clock, which each test finds at the same moment. */
export function useTwoCopies(moment: string): TwoCopies {
  const clock = new TestClock(moment);
  let stage: Stage | undefined;
  let copies: readonly TestService[] = [];
  beforeAll(async () => {
    stage = await startStage({ clock });
    copies = [stage.identity, await stage.addCopy()];
  });
  afterAll(() => stage?.close());
  beforeEach(() => clock.set(moment));
  return {
    clock,
    stage: () => {
      if (!stage) throw new Error('The stage is not up yet.');
      return stage;
    },
    copies: () => copies,
    rounds: (times, look) => race(times * copies.length, (n) => look(copies[n % copies.length]!)),
  };
}
