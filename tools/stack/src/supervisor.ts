import { secretsIn } from './folder/secrets.js';
import type { StackFolder } from './folder/stack-folder.js';
import { writeAtomically } from './folder/write-atomically.js';
import { USED_SERVERS } from '../early/reset.mjs';
import { requireFreePort } from '../early/ports.mjs';
import type { StackOptions } from '../early/options.mjs';
import { PortBook } from './ports.js';
import type { ProcessGroup } from './processes/process-group.js';
import type { Note } from './progress.js';
import { findServers } from './servers/servers.js';
import { startBalancer } from './services/balancer.js';
import { watchPulse } from './services/pulse.js';
import type { StackFacts } from './services/service-environment.js';
import { startServices, untilReady, type Copy } from './services/services.js';
import { describeStack, writeStackInfo, type StackInfo } from './stack-info.js';

export interface Supervision {
  readonly options: StackOptions;
  readonly repository: string;
  readonly cacheDir: string;
  readonly folder: StackFolder;
  readonly processes: ProcessGroup;
  readonly note: Note;
  readonly signal: AbortSignal;
}

/** A stack that is ready. */
export interface Stack {
  readonly info: StackInfo;
  readonly copies: readonly Copy[];
}

/**
 * Starts servers and services and waits until all are ready; `finish` then does what has to be done before the
 * stack counts as ready. From there on `stack.json` follows every change of a pid.
 */
export async function startStack(
  supervision: Supervision,
  finish: (starting: Stack) => Promise<void>,
): Promise<Stack> {
  const { options, folder, processes, note, signal } = supervision;
  const { gatewayPort, replicas } = options;
  await requireFreePort(gatewayPort, 'GATEWAY_PORT');
  const ports = new PortBook(folder.path('ports.json'));
  const servers = await findServers(
    { ...supervision, ...options, ports },
    { smtp: options.mailSmtpPort, web: options.mailWebPort },
  );
  writeAtomically(folder.path(USED_SERVERS), `${JSON.stringify(servers, null, 2)}\n`, 0o600);
  const facts: StackFacts = {
    id: folder.id,
    servers,
    secrets: secretsIn(folder.dir),
    publicUrl: process.env['PUBLIC_URL'] || `http://127.0.0.1:${gatewayPort}`,
  };
  const copies = await startServices({ ...supervision, ports }, options, facts);
  if (replicas > 1) await startBalancer(gatewayPort, gatewayPorts(copies), signal);

  let state: StackInfo['state'] = 'starting';
  const describe = () => describeStack({ state, facts, copies, gatewayPort });
  processes.onChange = () => writeStackInfo(folder.infoFile, describe());
  processes.onChange();
  await untilReady(copies, note, signal);
  note('All services are ready');
  await finish({ info: describe(), copies });
  state = 'ready';
  processes.onChange();
  watchPulse(copies, note, signal);
  return { info: describe(), copies };
}

function gatewayPorts(copies: readonly Copy[]): number[] {
  return copies.filter(({ service }) => service === 'gateway').map(({ port }) => port);
}
