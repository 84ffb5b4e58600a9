import { connect } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { type AttachedStack, billingAddress } from '@seatkeeper/stack';

/** Speaks to the bus as a billing system does: with a plain AMQP client. */
export async function publish(
  stack: AttachedStack,
  routingKey: string,
  message: unknown,
  times = 1,
): Promise<void> {
  const address = billingAddress(stack.info());
  const { eventsExchange } = stack.info();
  const connection = await connect(address);
  try {
    const channel = await connection.createConfirmChannel();
    const content = Buffer.isBuffer(message) ? message : Buffer.from(JSON.stringify(message));
    for (let time = 0; time < times; time += 1)
      channel.publish(eventsExchange, routingKey, content, {
        persistent: true,
        contentType: 'application/cloudevents+json',
        userId: new URL(address).username,
      });
    await channel.waitForConfirms();
  } finally {
    await connection.close();
  }
}

/** A CloudEvent that says that seats were bought. */
export const purchase = (
  accountId: string,
  quantity: number,
  purchaseId: string = `inv_${randomUUID()}`,
  product = 'core',
) => ({
  specversion: '1.0',
  id: purchaseId,
  source: '/billing/demo',
  type: 'billing.seats.purchased',
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  subject: 'acme',
  data: { accountId, purchaseId, product, quantity },
});

/** How many messages lie in the dead-letter queue of each service, and their headers, without taking them. */
export async function deadLetters(stack: AttachedStack, service: string): Promise<Record<string, unknown>[]> {
  const connection = await connect(stack.info().amqp);
  try {
    const channel = await connection.createChannel();
    const queue = `${stack.info().amqpPrefix}.${service}.dead-letters`;
    const headers: Record<string, unknown>[] = [];
    for (;;) {
      const message = await channel.get(queue, { noAck: false });
      if (!message) return headers;
      headers.push(message.properties.headers ?? {});
    }
  } finally {
    await connection.close();
  }
}

/** Puts letters aside as a service would, numbered from 1, and tells how many are kept and which of them comes first. */
export async function putAside(
  stack: AttachedStack,
  service: string,
  count: number,
): Promise<{ kept(): Promise<number>; first(): Promise<string | undefined>; clear(): Promise<void> }> {
  const connection = await connect(stack.info().amqp);
  const channel = await connection.createConfirmChannel();
  const queue = `${stack.info().amqpPrefix}.${service}.dead-letters`;
  for (let n = 1; n <= count; n += 1)
    channel.sendToQueue(queue, Buffer.from(`letter ${n}`), { persistent: true });
  await channel.waitForConfirms();
  return {
    kept: async () => (await channel.checkQueue(queue)).messageCount,
    first: async () => {
      const message = await channel.get(queue, { noAck: true });
      return message ? message.content.toString() : undefined;
    },
    clear: async () => {
      await channel.purgeQueue(queue);
      await connection.close();
    },
  };
}
