import type { Tone } from '../../design/states.js';

/** What can have become of something that is sent: a mail, or an event to an endpoint. */
export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'failed', 'cancelled'] as const;
/** Only mails come back, or are suppressed. */
export const MAIL_STATES = [
  'queued',
  'sending',
  'sent',
  'bounced',
  'failed',
  'suppressed',
  'cancelled',
] as const satisfies readonly DeliveryState[];
export type DeliveryState = (typeof DELIVERY_STATES)[number] | 'bounced' | 'suppressed';

export const DELIVERY_TONES: Readonly<Record<DeliveryState, Tone>> = {
  queued: 'neutral',
  sending: 'info',
  sent: 'good',
  bounced: 'bad',
  failed: 'bad',
  cancelled: 'neutral',
  suppressed: 'warn',
};

/** Whether somebody has to look after a mail: it was refused, has come back or was not sent. */
export const hasNotArrived = ({ state }: { readonly state: string }): boolean =>
  state === 'failed' || state === 'bounced' || state === 'suppressed';

interface Delivery {
  readonly state: DeliveryState;
  readonly nextAttemptAt: string | null;
}

/** Further away than this nothing is watched. */
const SOON_MS = 60_000;

/** Whether it may be another one in a moment: it is under way, or its turn comes soon. */
export const isMoving = ({ state, nextAttemptAt }: Delivery, now: number): boolean =>
  state === 'sending' ||
  (state === 'queued' && (nextAttemptAt === null || Date.parse(nextAttemptAt) - now < SOON_MS));

/** How often a list is asked for anew in which something moves, in ms. */
const LOOK_AGAIN_MS = 2_000;

export const lookAgain = (deliveries: readonly Delivery[]): number | false =>
  deliveries.some((delivery) => isMoving(delivery, Date.now())) ? LOOK_AGAIN_MS : false;

/** The states among some words, with commas, as an address says them: others are left out. */
export function readStates(said: unknown, known: readonly string[] = DELIVERY_STATES): string {
  if (typeof said !== 'string') return '';
  return said
    .split(',')
    .filter((state) => known.includes(state))
    .join(',');
}
