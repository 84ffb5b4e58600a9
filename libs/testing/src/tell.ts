import type { OutgoingEvent } from '@seatkeeper/bus';
import { ownerOf } from '@seatkeeper/contracts';
import { connect } from 'amqplib';
import type { World } from './world.js';

/** Publishes events as those do to whom they belong: other services, and the billing system of the tests. */
export async function tell({ settings }: World, ...events: readonly OutgoingEvent[]): Promise<void> {
  const connection = await connect(settings['AMQP_URL'] ?? '', { noDelay: true });
  try {
    const channel = await connection.createConfirmChannel();
    for (const { id, name, at, subject, data } of events) {
      const owner = ownerOf({ name });
      const source = owner === 'billing' ? '/billing/acme-erp' : `/seatkeeper/${owner}`;
      const event = { specversion: '1.0', id, source, type: name, time: at.toISOString(), subject, data };
      const body = Buffer.from(JSON.stringify(event));
      channel.publish(settings['AMQP_EVENTS_EXCHANGE'] ?? '', name, body, { persistent: true });
    }
    await channel.waitForConfirms();
  } finally {
    await connection.close();
  }
}
