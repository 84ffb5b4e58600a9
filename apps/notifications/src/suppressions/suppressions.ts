import {
  type Actor,
  type EventData,
  type deliveryReported,
  type Suppression,
  suppressionLifted,
  type SuppressionReason,
} from '@seatkeeper/contracts';
import { type Change, event, type NewEvent, remembered } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { fold, searchTerms } from '@seatkeeper/text';
import { later } from '../attempts/attempts.js';
import type { StoredSuppression } from './suppressions.schema.js';

/** What becomes of the entry of an address, and the events that say so: both go into one write. */
export interface SuppressionChange {
  update: Change<StoredSuppression>;
  events: NewEvent[];
}

const DAY_MS = 86_400_000;

export const suppressionId = (accountId: string, address: string): string =>
  derivedId('sup', accountId, fold(address));

/** The entry that a report makes; null for a mailbox that is only full, and while nobody knows where the mail had gone. */
export function listedBy({
  accountId,
  address,
  report,
  reason: words,
  deliveryId,
  at,
}: EventData<typeof deliveryReported>): Omit<StoredSuppression, 'version'> | null {
  if (report === 'soft-bounce' || address === undefined) return null;
  return {
    _id: suppressionId(accountId, address),
    accountId,
    address: fold(address),
    terms: searchTerms(address),
    state: 'listed',
    reason: report === 'complaint' ? 'complained' : 'bounced',
    words,
    deliveryId,
    since: new Date(at),
  };
}

/** Lists it once more; null when it is listed, or was lifted after what is told now had happened. */
export function listedAgain(
  stored: StoredSuppression,
  { reason, words, deliveryId, since }: Omit<StoredSuppression, 'version'>,
): SuppressionChange | null {
  if (stored.state === 'listed' || (stored.liftedAt && since <= stored.liftedAt)) return null;
  return {
    update: {
      set: { state: 'listed', reason, words, deliveryId, since },
      unset: ['liftedAt', 'purgeAt'],
    },
    events: [],
  };
}

/** It is remembered as long as mails are: a report about one of them may come late. */
export const lifted = (
  stored: StoredSuppression,
  { by, commandId }: { by: Actor; commandId: string },
  now: Date,
  keptDays: number,
): SuppressionChange => {
  const { _id: suppressionId, accountId, address } = stored;
  const changes = [{ field: 'suppressed', before: address, after: null }];
  return {
    update: {
      set: {
        state: 'lifted',
        liftedAt: now,
        purgeAt: later(now, keptDays * DAY_MS),
        commands: remembered(stored, commandId, now),
      },
    },
    events: [event(suppressionLifted, suppressionId, { accountId, actor: by, suppressionId, changes }, now)],
  };
};

/** Why a mail to it is not sent; null when it is. */
export const refusalOf = (stored: StoredSuppression | null): SuppressionReason | null => {
  if (stored?.state !== 'listed') return null;
  return stored.reason === 'bounced' ? 'address-bounced' : 'address-complained';
};

export const toSuppression = ({
  _id: id,
  address,
  reason,
  words,
  deliveryId,
  since,
}: StoredSuppression): Suppression => ({
  id,
  address,
  reason,
  words,
  deliveryId,
  since: since.toISOString(),
});
