import type { StackInfo } from '@seatkeeper/stack';
import { connect } from 'amqplib';

const LISTENING = ['identity', 'licensing', 'notifications'];
const ANSWERING = [...LISTENING, 'reassignment'];
const RETRIES_MS = [1_000, 10_000, 60_000, 600_000];

/** Messages that wait in queues of the stack, by queue, and dead letters, by service. */
export interface QueueCounts {
  readonly waiting: Readonly<Record<string, number>>;
  readonly deadLetters: Readonly<Record<string, number>>;
}

export async function queueCounts({
  amqp,
  amqpPrefix,
}: Pick<StackInfo, 'amqp' | 'amqpPrefix'>): Promise<QueueCounts> {
  const connection = await connect(amqp, { timeout: 2_000, noDelay: true });
  connection.on('error', () => {});
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    const count = async (names: readonly string[]) => {
      const counts: Record<string, number> = {};
      for (const name of names)
        counts[name] = (await channel.checkQueue(`${amqpPrefix}.${name}`)).messageCount;
      return counts;
    };
    return {
      waiting: await count([
        ...LISTENING.flatMap((service) => [
          `${service}.events`,
          ...RETRIES_MS.map((ms) => `${service}.retry.${ms}`),
        ]),
        ...ANSWERING.map((service) => `${service}.requests`),
      ]),
      deadLetters: await count(LISTENING.map((service) => `${service}.dead-letters`)),
    };
  } finally {
    await connection.close();
  }
}
