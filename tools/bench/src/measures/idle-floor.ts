import type * as stackTools from '@seatkeeper/stack';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Idle, idleOf, type IdleTimes } from './idle.js';
import { processesOf } from '../stack/processes.js';

const CLIENT = fileURLToPath(new URL('idle-client.js', import.meta.url));
/** As many as there are services. */
const CLIENTS = 5;

/** The least an idle stack could use. */
export interface IdleFloor {
  /** The servers without anybody. */
  readonly servers: Idle;
  /** The servers with five processes that are connected and do nothing. */
  readonly withClients: Idle;
}

export async function idleFloorOf(
  { startServers }: Pick<typeof stackTools, 'startServers'>,
  times: IdleTimes,
): Promise<IdleFloor> {
  const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
  const servers = await startServers({ dir, ownServers: true, mail: true });
  let clients: ChildProcess[] = [];
  try {
    const alone = await idleOf({ processes: () => processesOf(dir) }, times);
    const addresses = [servers.mongo, servers.amqp, servers.redis];
    clients = Array.from({ length: CLIENTS }, () =>
      fork(CLIENT, addresses, { execArgv: ['--max-semi-space-size=4'] }),
    );
    await Promise.all(clients.map((client) => once(client, 'message')));
    const named = clients.map(({ pid = 0 }, n) => ({ name: `client-${n + 1}`, pid }));
    const withClients = await idleOf({ processes: () => [...processesOf(dir), ...named] }, times);
    return { servers: alone, withClients };
  } finally {
    for (const client of clients) client.disconnect();
    await servers.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
