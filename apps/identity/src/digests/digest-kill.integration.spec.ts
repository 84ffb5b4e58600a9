import { digestDue } from '@seatkeeper/contracts';
import { type Child, eventually, startChild } from '@seatkeeper/testing';
import mongoose from 'mongoose';
import { identitySecrets } from '../../testing/identity-settings.js';
import { startNeighbours } from '../../testing/stage.js';

const program = new URL('../main.ts', import.meta.url);
/** The first look of a process comes within half a minute. */
const A_LOOK_MS = 60_000;

/** Where it is noon just now, whenever the test runs: no digest is told of at night. */
function whereItIsNoon(now: Date): string {
  const ahead = 12 - now.getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

it('a digest is told of once though the process that wrote that it is due dies with the write', async () => {
  const neighbours = await startNeighbours();
  neighbours.world.services.add('identity');
  const settings = neighbours.world.settings;
  const started: Child[] = [];
  const start = (more: Record<string, string> = {}) => {
    const child = startChild(program, { env: { ...settings, ...identitySecrets, PORT: '0', ...more } });
    started.push(child);
    return child;
  };
  const database = mongoose.createConnection(settings['MONGODB_URI']!, {
    dbName: `${settings['MONGODB_DATABASE_PREFIX']}-identity`,
  });
  const accounts = database.collection<{
    _id: string;
    version: number;
    digest: { id: string; nextAt: Date };
  }>('accounts');
  try {
    const first = start({ LOG_LEVEL: 'info' });
    await eventually(() => expect(first.output()).toContain('"listening"'), 30_000);
    const { accountId } = await neighbours.signUp(3);
    await first.kill();

    const now = new Date();
    const overdue = { timeZone: whereItIsNoon(now), 'digest.nextAt': new Date(now.getTime() - 60_000) };
    const before = await accounts.findOneAndUpdate({ _id: accountId }, { $set: overdue });
    expect(await start({ CRASH_AT: 'identity.digest.afterWrite' }).ended).toBe('SIGKILL');
    const written = await accounts.findOne({ _id: accountId });
    expect(written).toMatchObject({ version: before?.version, digest: { id: expect.any(String) } });
    expect(written!.digest.nextAt.getTime()).toBeGreaterThan(now.getTime());

    start();
    const heard = () => neighbours.heard.of(digestDue, accountId).map(({ digestId }) => digestId);
    await eventually(() => expect(heard()).toEqual([written!.digest.id]), A_LOOK_MS);
  } finally {
    for (const child of started) await child.kill();
    await database.close();
    await neighbours.close();
  }
}, 150_000);
