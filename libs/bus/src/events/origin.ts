import { ownerOf } from '@seatkeeper/contracts';
import { hasOwnUser, userOf } from '../broker/users.js';
import type { BusConfig } from '../config.js';
import { type EventEnvelope, sourceOf } from '../cloud-event.js';

/** What a service knows of those whose events it may hear. */
export type Hearer = Pick<BusConfig, 'prefix' | 'service' | 'user' | 'billingSources'>;

export interface Refusal {
  readonly code: 'source-not-owner' | 'user-not-source';
  readonly reason: string;
}

const BILLING = 'billing';
const BILLING_SOURCE = '/billing/';

/**
 * Why an event is not believed; null if it is. Its type belongs to one service, or to the billing systems that are
 * named in the settings, and its source has to be the owner's. The user id, which RabbitMQ has checked, has to be that of the
 * source; or the hearer's own, for it puts events back for another try, and where all share one user, it is that one.
 */
export function refuseOrigin(
  { type, source }: Pick<EventEnvelope, 'type' | 'source'>,
  userId: string | undefined,
  hearer: Hearer,
): Refusal | null {
  const speaker = speakerOf(type, source, hearer);
  if (speaker === null) return { code: 'source-not-owner', reason: whoseIs(type, source) };
  if (userId === undefined && !hasOwnUser(hearer)) return null;
  const believed = [userOf(hearer, speaker), hearer.user];
  if (userId !== undefined && believed.includes(userId)) return null;
  const who = userId === undefined ? 'no user id' : `the user ${userId}`;
  return { code: 'user-not-source', reason: `${source} publishes as ${believed[0]}; this came with ${who}.` };
}

/** Who speaks under this source, if the type is theirs to publish. */
function speakerOf(type: string, source: string, { billingSources }: Hearer): string | null {
  const owner = ownerOf({ name: type });
  if (owner !== BILLING) return source === sourceOf(owner) ? owner : null;
  const name = billingSources.find((each) => source === `${BILLING_SOURCE}${each}`);
  return name === undefined ? null : `${BILLING}.${name}`;
}

function whoseIs(type: string, source: string): string {
  const owner = ownerOf({ name: type });
  return owner === BILLING
    ? `${type} is heard of the billing systems in BILLING_SOURCES alone; ${source} is none of them.`
    : `${type} belongs to ${sourceOf(owner)}; this came from ${source}.`;
}
