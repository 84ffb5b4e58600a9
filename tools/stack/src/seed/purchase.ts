import { connect } from 'amqplib';
import { DEMO_BILLING } from '../stack-names.js';

interface Purchase {
  /** By which a repeated purchase is known. */
  readonly id: string;
  /** That of the event; the purchase's own unless it is published again. */
  readonly eventId?: string;
  /** The slug of the account. */
  readonly account: string;
  readonly product: string;
  readonly quantity: number;
}

interface Cancellation extends Purchase {
  /** Whose seats go. */
  readonly purchaseId: string;
}

/** Publishes a purchase on the bus as the demonstration's billing system does; resolves once the broker has it. */
export function publishPurchase(
  amqp: string,
  exchange: string,
  { id, eventId = id, account, product, quantity }: Purchase,
): Promise<void> {
  const data = { account, purchaseId: id, product, quantity };
  return publishBilling(amqp, exchange, 'billing.seats.purchased', { eventId, account, data });
}

/** Publishes that seats of a purchase were cancelled, likewise. */
export function publishCancellation(
  amqp: string,
  exchange: string,
  { id, eventId = id, account, purchaseId, product, quantity }: Cancellation,
): Promise<void> {
  const data = { account, cancellationId: id, purchaseId, product, quantity };
  return publishBilling(amqp, exchange, 'billing.seats.cancelled', { eventId, account, data });
}

async function publishBilling(
  amqp: string,
  exchange: string,
  type: string,
  { eventId, account, data }: { eventId: string; account: string; data: object },
): Promise<void> {
  const event = {
    specversion: '1.0',
    id: eventId,
    source: `/billing/${DEMO_BILLING}`,
    type,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    subject: account,
    data,
  };
  const connection = await connect(amqp, { noDelay: true });
  // What goes wrong also fails the publish below; without listeners it would end the whole process.
  connection.on('error', () => {});
  try {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    const content = Buffer.from(JSON.stringify(event));
    channel.publish(exchange, type, content, {
      userId: decodeURIComponent(new URL(amqp).username),
      contentType: 'application/cloudevents+json',
      persistent: true,
      messageId: eventId,
    });
    await channel.waitForConfirms();
    await channel.close();
  } finally {
    await connection.close();
  }
}
