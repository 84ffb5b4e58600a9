import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../../early/cannot-start.mjs';
import type { StackFolder } from '../folder/stack-folder.js';
import { doesListen } from '../ports.js';
import type { ProcessPlan } from '../processes/kept-process.js';
import { waitUntil } from '../wait-until.js';
import type { RabbitMqInstallation } from './rabbitmq-installation.js';
import type { ServerContext } from './server-context.js';

interface NodeOptions {
  readonly port: number;
  readonly epmdPort: number;
  readonly distributionPort: number;
  /** The file from which it makes its users at every start. */
  readonly definitions: string;
}

/**
 * Starts the name server of Erlang nodes for this stack alone and gives its port: the one that a node starts
 * by itself would stay behind, and be shared with strangers.
 */
export async function startOwnEpmd(
  { processes, ports, signal }: ServerContext,
  { epmd, env }: RabbitMqInstallation,
): Promise<number> {
  const port = await ports.keep('epmd');
  const onPort = ['-port', String(port)];
  // While this one was dead, the node may have started another on its port.
  const killStranger = () => void spawnSync(epmd, [...onPort, '-kill'], { env: { ...process.env, ...env } });
  processes.keep('below-servers', {
    name: 'epmd',
    file: epmd,
    args: [...onPort, '-address', '127.0.0.1'],
    env,
    stopWithinMs: 2_000,
    beforeStart: killStranger,
    afterStop: killStranger,
  });
  const up = await waitUntil(() => doesListen(port), { deadlineMs: 10_000, everyMs: 20, signal });
  if (!up) throw new CannotStart(`Erlang's name server ${epmd} does not start on port ${port}.`);
  return port;
}

/** How to run a RabbitMQ that listens on loopback only and keeps everything in the stack's folder. */
export function rabbitMqPlan(
  folder: StackFolder,
  { server, env }: RabbitMqInstallation,
  { port, epmdPort, distributionPort, definitions }: NodeOptions,
): ProcessPlan {
  const dir = folder.dataDir('rabbitmq');
  writeConfiguration(dir, port, definitions);
  return {
    name: 'rabbitmq',
    file: server,
    args: [],
    cwd: dir,
    env: {
      ...env,
      // Erlang keeps the secret that its nodes share in the home folder.
      HOME: dir,
      RABBITMQ_NODENAME: `seatkeeper-${folder.id}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(distributionPort),
      RABBITMQ_MNESIA_BASE: join(dir, 'data'),
      RABBITMQ_LOG_BASE: join(dir, 'log'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_PID_FILE: join(dir, 'pid'),
      RABBITMQ_GENERATED_CONFIG_DIR: join(dir, 'config'),
      RABBITMQ_CONFIG_FILE: join(dir, 'rabbitmq.conf'),
      RABBITMQ_ADVANCED_CONFIG_FILE: join(dir, 'none.config'),
      RABBITMQ_CONF_ENV_FILE: join(dir, 'none.env'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(dir, 'enabled_plugins'),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      // RabbitMQ starts in 1.8 s with this and in 5.6 s with its default, which is never to wait actively: it
      // looks for its modules in tens of thousands of small reads, and each wakes a sleeping thread.
      RABBITMQ_SCHEDULER_BUSY_WAIT_THRESHOLD: 'very_short',
      ERL_EPMD_PORT: String(epmdPort),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      // Makes the start script become the server, so that the process we know is the one to signal.
      RUNNING_UNDER_SYSTEMD: 'true',
      NOTIFY_SOCKET: undefined,
    },
    stopWithinMs: 15_000,
  };
}

function writeConfiguration(dir: string, port: number, definitions: string): void {
  mkdirSync(join(dir, 'log'), { recursive: true });
  const settings = {
    'listeners.tcp.1': `127.0.0.1:${port}`,
    // Publishers are blocked below these; the defaults ask for more than a small machine has.
    'vm_memory_high_watermark.absolute': '1GB',
    'disk_free_limit.absolute': '64MB',
    load_definitions: definitions,
    'log.console': 'true',
    'log.console.level': 'info',
    'log.file': 'false',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  writeFileSync(join(dir, 'rabbitmq.conf'), lines.join(''));
  writeFileSync(join(dir, 'enabled_plugins'), '[].\n');
}
