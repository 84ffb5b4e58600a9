import { TestClock, type TestService } from '@seatkeeper/testing';
import { startTwo } from './firm.js';
import { type Listener, listenTo } from './listener.js';

export interface TwoOnAClock {
  readonly clock: TestClock;
  readonly services: readonly TestService[];
  readonly listener: Listener;
}

/**
 * For all tests of a file: two copies of licensing on a clock that tests alone move, and who hears what they tell. Each test
 * begins at the same moment.
 */
export function useTwoOnAClock(start: string, settings = () => ({})): TwoOnAClock {
  const clock = new TestClock(start);
  let services: TestService[];
  let listener: Listener;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ services, close } = await startTwo(settings(), clock));
    listener = await listenTo(services[0]!.world);
  });
  afterAll(async () => {
    await listener.close();
    await close();
  });
  beforeEach(() => clock.set(start));

  return {
    clock,
    get services() {
      return services;
    },
    get listener() {
      return listener;
    },
  };
}
