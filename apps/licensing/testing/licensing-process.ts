import { BusModule } from '@seatkeeper/bus';
import {
  type Child,
  startChild,
  testService,
  type TestService,
  testWorld,
  type World,
} from '@seatkeeper/testing';
import mongoose from 'mongoose';
import { AdminsModule, AdminsPeer } from './admins.js';

const MAIN = new URL('../src/main.ts', import.meta.url);

/** Somebody on the bus who outlives every licensing, and processes of it that may die. */
export class LicensingProcesses {
  readonly #started: Child[] = [];

  private constructor(
    readonly world: World,
    /** Asks, as the gateway would. */
    readonly peer: TestService,
  ) {}

  static async open(): Promise<LicensingProcesses> {
    const world = testWorld();
    world.services.add('licensing');
    const imports = [BusModule.forRoot({ part: true }), AdminsModule];
    const peer = await testService({ name: 'identity', imports, world });
    return new LicensingProcesses(world, peer);
  }

  /** Says who the active global admins of an account are. */
  nameAdmins(accountId: string, ...userIds: string[]): void {
    this.peer.get(AdminsPeer).name(accountId, ...userIds);
  }

  /** Lets the terms of an account be over, while no process runs: what was bought was bought so long ago. */
  async endTerms(accountId: string): Promise<void> {
    const over = new Date(Date.now() - 1_000);
    await this.rewrite('subscriptions', accountId, {
      termsEndAt: over,
      items: { $map: { input: '$items', in: { $mergeObjects: ['$$this', { renewsAt: over }] } } },
    });
  }

  /** Lets the invoices of an account be so many days older, while no process runs. */
  async ageInvoices(accountId: string, days: number): Promise<void> {
    const older = (field: string) => ({ $subtract: [field, days * 86_400_000] });
    await this.rewrite('invoices', accountId, { dueAt: older('$dueAt'), remindAt: older('$remindAt') });
  }

  /** Lets what becomes of the renewals of an account be due, the next try to charge them, too, while no process runs. */
  async endWaits(accountId: string): Promise<void> {
    for (const field of ['dueAt', 'payment.tryAt'])
      await this.rewrite(
        'orders',
        accountId,
        { [field]: '$$NOW' },
        { kind: 'renewal', [field]: { $exists: true } },
      );
  }

  private async rewrite(collection: string, accountId: string, $set: object, which = {}): Promise<void> {
    const { MONGODB_URI = '', MONGODB_DATABASE_PREFIX = '' } = this.world.settings;
    const dbName = `${MONGODB_DATABASE_PREFIX}-licensing`;
    const database = await mongoose.createConnection(MONGODB_URI, { dbName, autoIndex: false }).asPromise();
    await database.collection(collection).updateMany({ accountId, ...which }, [{ $set }]);
    await database.close();
  }

  /** A process that kills itself where `crashAt` says; `settings` are those of the environment. */
  start(crashAt = '', settings: Readonly<Record<string, string>> = {}): Child {
    const quiet = { PORT: '0', LOG_LEVEL: 'error', TRIAL_SEATS: '0', ...settings };
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

/** For all tests of a file: processes that end with each test. Each has to start first, on a machine that may do other things. */
export function useLicensingProcesses(): () => LicensingProcesses {
  let processes: LicensingProcesses;
  beforeAll(async () => {
    processes = await LicensingProcesses.open();
  });
  afterEach(() => processes.end());
  afterAll(() => processes.close());
  return () => processes;
}

/** How long a test waits for what such a process does. */
export const PATIENCE_MS = 100_000;
