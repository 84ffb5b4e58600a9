import { readFileSync } from 'node:fs';
import { writeAtomically } from './folder/write-atomically.js';
import type { StackFacts } from './services/service-environment.js';
import { stackNames } from './stack-names.js';
import type { ServiceName } from '../early/services.mjs';
import type { BrokerUsers } from './servers/rabbitmq.js';
import type { Copy } from './services/services.js';

export interface ServiceInfo {
  /** Where to ask: the balancer's port for several gateways, else the first copy's. */
  readonly port: number;
  readonly ports: readonly number[];
  readonly pids: readonly number[];
}

/** What `stack.json` says: where everything of a running stack is. */
export interface StackInfo {
  readonly state: 'starting' | 'ready';
  readonly pid: number;
  readonly id: string;
  readonly gateway: string;
  readonly publicUrl: string;
  readonly amqp: string;
  readonly amqpUsers?: BrokerUsers;
  readonly redis: string;
  readonly mongo: string;
  readonly eventsExchange: string;
  readonly amqpPrefix: string;
  readonly redisPrefix: string;
  readonly databasePrefix: string;
  readonly mail: { readonly smtp: string; readonly web: string };
  readonly services: Readonly<Record<ServiceName, ServiceInfo>>;
}

interface Described {
  readonly state: StackInfo['state'];
  readonly facts: StackFacts;
  readonly copies: readonly Copy[];
  readonly gatewayPort: number;
}

export function describeStack({ state, facts, copies, gatewayPort }: Described): StackInfo {
  const services: Partial<Record<ServiceName, ServiceInfo>> = {};
  for (const { service, port, process } of copies) {
    const before = services[service];
    services[service] = {
      port: service === 'gateway' ? gatewayPort : (before?.port ?? port),
      ports: [...(before?.ports ?? []), port],
      pids: [...(before?.pids ?? []), ...(process.pid === undefined ? [] : [process.pid])],
    };
  }
  return {
    state,
    pid: process.pid,
    id: facts.id,
    gateway: `http://127.0.0.1:${gatewayPort}`,
    publicUrl: facts.publicUrl,
    amqp: facts.servers.amqp,
    ...(facts.servers.amqpUsers && { amqpUsers: facts.servers.amqpUsers }),
    redis: facts.servers.redis,
    mongo: facts.servers.mongo,
    ...stackNames(facts.id),
    mail: facts.servers.mail,
    services: services as Record<ServiceName, ServiceInfo>,
  };
}

export function writeStackInfo(file: string, info: StackInfo): void {
  writeAtomically(file, `${JSON.stringify(info, null, 2)}\n`, 0o600);
}

/** What a stack says of itself now; null while it has not got that far. */
export function readStackInfo(file: string): StackInfo | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StackInfo;
  } catch {
    return null;
  }
}
