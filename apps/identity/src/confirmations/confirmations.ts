import {
  confirmationIssued,
  type ConfirmationLetter,
  Fault,
  type Locale,
  userActor,
} from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import type { Confirmation, StoredAccount } from '../accounts/accounts.schema.js';
import { tokenHash } from '../links/link-tokens.js';

const DAY_MS = 86_400_000;
/** As long as somebody may be away for a week and still find the mail good. */
const DAYS = 14;

export type ConfirmationState = 'open' | 'confirmed' | 'expired';

/** Whom the mail goes to. */
export interface Founder {
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly locale: Locale;
}

export const newConfirmation = (
  { id, token }: { id: string; token: string },
  { userId, email }: Pick<Founder, 'userId' | 'email'>,
  now: Date,
): Confirmation => ({
  id,
  tokenHash: tokenHash(token),
  userId,
  sentTo: email,
  expiresAt: new Date(now.getTime() + DAYS * DAY_MS),
});

export const stateOf = ({ confirmedAt, expiresAt }: Confirmation, now: Date): ConfirmationState => {
  if (confirmedAt) return 'confirmed';
  return expiresAt <= now ? 'expired' : 'open';
};

/** Refuses a link that is over; one that was used says the same again. */
export const refuseConfirming = (confirmation: Confirmation, now: Date): Fault | null =>
  stateOf(confirmation, now) === 'expired'
    ? new Fault(
        'confirmation-expired',
        'The link has expired: sign in and send it again with POST /v1/account/confirmation.',
      )
    : null;

/** What the mail says, and where it goes. */
export function letterOf(
  { name, slug, timeZone }: Pick<StoredAccount, 'name' | 'slug' | 'timeZone'>,
  { sentTo, expiresAt }: Confirmation,
  { firstName, lastName, locale }: Pick<Founder, 'firstName' | 'lastName' | 'locale'>,
): ConfirmationLetter {
  return {
    sendTo: sentTo,
    firstName,
    lastName,
    locale,
    accountName: name,
    accountSlug: slug,
    timeZone,
    expiresAt: expiresAt.toISOString(),
  };
}

/** That a mail is due. Carries no secret. */
export function issuedEvent(
  account: StoredAccount,
  confirmation: Confirmation,
  founder: Founder,
  now: Date,
): NewEvent {
  const { _id: accountId } = account;
  const { id: confirmationId, userId } = confirmation;
  const data = { accountId, actor: userActor(userId), userId, confirmationId };
  const letter = letterOf(account, confirmation, founder);
  return event(confirmationIssued, accountId, { ...data, ...letter }, now);
}
