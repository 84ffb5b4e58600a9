import { mail, type MailCatcher, type MailPorts } from './mail.js';
import { mongodb } from './mongodb.js';
import { type BrokerUsers, rabbitmq } from './rabbitmq.js';
import { redis } from './redis.js';
import type { ServerContext } from './server-context.js';

export interface Servers {
  readonly mongo: string;
  /** As its administrator. */
  readonly amqp: string;
  /** The address for each service and each billing system; absent where all share one user. */
  readonly amqpUsers?: BrokerUsers;
  readonly redis: string;
}

export interface ServersWithMail extends Servers {
  readonly mail: MailCatcher;
}

/** Finds or starts every server at the same time; the first that cannot be had stops the search for the others. */
export function findServers(context: ServerContext, mailPorts: MailPorts): Promise<ServersWithMail>;
export function findServers(
  context: ServerContext,
  mailPorts: MailPorts | null,
): Promise<Servers | ServersWithMail>;
export async function findServers(
  context: ServerContext,
  mailPorts: MailPorts | null,
): Promise<Servers | ServersWithMail> {
  const failure = new AbortController();
  const each = { ...context, signal: AbortSignal.any([context.signal, failure.signal]) };
  try {
    const [mongo, broker, redisUrl, catcher] = await Promise.all([
      mongodb(each),
      rabbitmq(each),
      redis(each),
      mailPorts && mail(each, mailPorts),
    ]);
    return {
      mongo,
      amqp: broker.url,
      ...(broker.users && { amqpUsers: broker.users }),
      redis: redisUrl,
      ...(catcher && { mail: catcher }),
    };
  } catch (error) {
    failure.abort(error);
    throw error;
  }
}
