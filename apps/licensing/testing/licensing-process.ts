import { BusModule } from '@seatkeeper/bus';
import {
  type Child,
  startChild,
  testService,
  type TestService,
  testWorld,
  type World,
} from '@seatkeeper/testing';

const MAIN = new URL('../src/main.ts', import.meta.url);

/** Somebody on the bus who outlives every licensing, and processes of it that may die. */
export class LicensingProcesses {
  readonly #started: Child[] = [];

  private constructor(
    private readonly world: World,
    /** Asks, as the gateway would. */
    readonly peer: TestService,
  ) {}

  static async open(): Promise<LicensingProcesses> {
    const world = testWorld();
    world.services.add('licensing');
    const peer = await testService({ name: 'identity', imports: [BusModule.forRoot({ part: true })], world });
    return new LicensingProcesses(world, peer);
  }

  /** A process that kills itself where `crashAt` says. */
  start(crashAt = ''): Child {
    const quiet = { PORT: '0', LOG_LEVEL: 'error', TRIAL_SEATS: '0' };
    const child = startChild(MAIN, {
      env: { ...this.world.settings, ...quiet, ...(crashAt && { CRASH_AT: crashAt }) },
    });
    this.#started.push(child);
    return child;
  }

  /** Ends all that run. */
  async end(): Promise<void> {
    await Promise.all(this.#started.splice(0).map((child) => child.kill()));
  }

  async close(): Promise<void> {
    await this.end();
    await this.peer.close();
    await this.world.close();
  }
}
