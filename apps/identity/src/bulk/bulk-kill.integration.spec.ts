import { userSessionsEnded } from '@seatkeeper/contracts';
import { eventually, startChild } from '@seatkeeper/testing';
import { Bulk, told } from '../../testing/bulk.js';
import { identitySecrets } from '../../testing/identity-settings.js';
import { startNeighbours } from '../../testing/stage.js';

const program = new URL('../main.ts', import.meta.url);

it('a bulk job goes on in another process when its own is killed, and reaches nobody twice', async () => {
  const neighbours = await startNeighbours();
  neighbours.world.services.add('identity');
  const start = async (more: Record<string, string> = {}) => {
    const env = { ...neighbours.world.settings, ...identitySecrets, PORT: '0', LOG_LEVEL: 'info', ...more };
    const copy = startChild(program, { env });
    await eventually(() => expect(copy.output()).toContain('"listening"'), 30_000);
    return copy;
  };
  // Its second handful is done, and no result of it is written down.
  const first = await start({ CRASH_AT: 'identity.bulk.afterActs#2' });
  const bulk = new Bulk(neighbours);
  const firm = await neighbours.signUp(15);
  const people: string[] = [];
  for (let n = 0; n < 12; n += 1) people.push((await firm.invite(`p${n}`)).id);
  const job = await bulk.start(firm, { action: 'end-sessions', select: { ids: people } });
  expect(await first.ended).toBe('SIGKILL');
  const second = await start();
  const ended = await bulk.ended(firm, job, 60_000);
  expect(new Set(told(ended))).toEqual(new Set(['done']));
  const reached = () => neighbours.heard.of(userSessionsEnded, firm.accountId).map(({ user }) => user.id);
  await eventually(() => expect(reached().toSorted()).toEqual(people.toSorted()));
  await second.kill();
  await neighbours.close();
}, 120_000);
