import { CannotStart } from '../../early/cannot-start.mjs';
import { rabbitmqAnswers } from './answers.js';
import { dockerPlan, hasDocker } from './docker.js';
import { unpackedPackage } from './distribution-packages.js';
import { installedRabbitMq, unpackedRabbitMq, type RabbitMqInstallation } from './rabbitmq-installation.js';
import { startOwnEpmd, rabbitMqPlan } from './rabbitmq-node.js';
import { keepBrokerUsers } from './broker-users.js';
import { firstOf, type ServerContext } from './server-context.js';
import { startServer } from './start-server.js';

export const RUNNING_RABBITMQ = 'amqp://guest:guest@127.0.0.1:5672';
const IMAGE = 'rabbitmq:4.1.4-management-alpine';

/** The address of a service, or of a billing system, with a user of its own. */
export type BrokerUsers = Readonly<Record<string, string>>;

export interface Broker {
  /** As its administrator. */
  readonly url: string;
  /** Absent where all share one user: making some on a server of somebody else takes more than being let in. */
  readonly users?: BrokerUsers;
}

/** Finds a RabbitMQ or starts a private one, which has a user for each service. */
export async function rabbitmq(context: ServerContext): Promise<Broker> {
  const broker = await firstOf(context, [given, running, installed, fromDistribution, fromDocker]);
  if (broker !== null) return broker;
  throw new CannotStart(
    'RabbitMQ cannot be had: install the package rabbitmq-server (or Docker), or set AMQP_URL to the address of one.',
  );
}

async function given({ amqpUrl, note }: ServerContext): Promise<Broker | null> {
  if (!amqpUrl) return null;
  if (!(await rabbitmqAnswers(amqpUrl))) {
    throw new CannotStart('No RabbitMQ lets us in at AMQP_URL: start it, or leave AMQP_URL unset.');
  }
  note('RabbitMQ: the one in AMQP_URL, whose user all services share');
  return { url: amqpUrl };
}

async function running({ ownServers, note }: ServerContext): Promise<Broker | null> {
  if (ownServers || !(await rabbitmqAnswers(RUNNING_RABBITMQ))) return null;
  note('RabbitMQ: one runs on port 5672; all services share its user');
  return { url: RUNNING_RABBITMQ };
}

async function installed(context: ServerContext): Promise<Broker | null> {
  const installation = installedRabbitMq();
  return installation && startPrivate(context, installation);
}

async function fromDistribution(context: ServerContext): Promise<Broker | null> {
  const packages = await unpackedPackage(context, 'rabbitmq-server');
  return packages && startPrivate(context, unpackedRabbitMq(packages));
}

async function startPrivate(context: ServerContext, installation: RabbitMqInstallation): Promise<Broker> {
  const [epmdPort, users] = await Promise.all([
    startOwnEpmd(context, installation),
    keepBrokerUsers(context.folder),
  ]);
  const port = await context.ports.keep('rabbitmq');
  const distributionPort = await context.ports.keep('rabbitmq-distribution');
  const plan = rabbitMqPlan(context.folder, installation, {
    ...{ port, epmdPort, distributionPort },
    definitions: users.file,
  });
  const url = await startServer(context, plan, {
    address: `amqp://guest:guest@127.0.0.1:${port}`,
    answers: rabbitmqAnswers,
    found: `RabbitMQ: private, on port ${port}, with a user for each service`,
  });
  return { url, users: users.at(`127.0.0.1:${port}`) };
}

async function fromDocker(context: ServerContext): Promise<Broker | null> {
  if (!(await hasDocker(context))) return null;
  const port = await context.ports.keep('rabbitmq');
  const plan = dockerPlan(context.folder, {
    name: 'rabbitmq',
    image: IMAGE,
    port,
    portInside: 5672,
    dataInside: '/var/lib/rabbitmq',
  });
  const url = await startServer(context, plan, {
    address: `amqp://guest:guest@127.0.0.1:${port}`,
    answers: rabbitmqAnswers,
    found: `RabbitMQ: in Docker, on port ${port}; all services share its user`,
  });
  return { url };
}
