import type { MailKind } from '@seatkeeper/contracts';
import { bannedMail, deactivatedMail, passwordChangeRequiredMail, unbannedMail } from './access.js';
import {
  affiliateOfferAcceptedMail,
  affiliateOfferDeclinedMail,
  affiliateOfferedMail,
} from './affiliate-offers.js';
import { confirmationMail } from './confirmation.js';
import { digestMail } from './digest.js';
import { handOverFinishedMail, recordsReceivedMail } from './hand-overs.js';
import { invoiceIssuedMail, invoiceOverdueMail, renewalDeclinedMail, renewalRetryMail } from './invoices.js';
import { invitationMail, invitationReminderMail } from './invitation.js';
import { emailChangedMail, emailChangeMail, emailChangingMail } from './email-changes.js';
import type { DefinedMail } from './mail.js';
import { passwordChangedMail } from './password-changed.js';
import { passwordResetMail } from './password-reset.js';
import { orderRefundedMail, paymentDeclinedMail } from './payments.js';
import { replacedMail } from './replaced.js';
import { renewalComingMail, subscriptionEndedMail } from './renewals.js';
import { arrivalRefusedMail, departureRefusedMail } from './plan-refusals.js';
import { overAllocatedMail, seatsExhaustedMail, seatsLowMail } from './seats.js';
import { factorAddedMail, factorRemovedMail } from './second-factors.js';
import { senderFailingMail, senderRecoveredMail } from './senders.js';
import { signInDetailsMail } from './sign-in-details.js';

/** Every kind of mail: its event is heard, its templates are compiled, its deliveries are sent because it stands here. */
export const mailKinds: readonly DefinedMail[] = [
  invitationMail,
  invitationReminderMail,
  confirmationMail,
  passwordResetMail,
  passwordChangedMail,
  passwordChangeRequiredMail,
  signInDetailsMail,
  bannedMail,
  unbannedMail,
  deactivatedMail,
  replacedMail,
  recordsReceivedMail,
  handOverFinishedMail,
  emailChangeMail,
  emailChangingMail,
  emailChangedMail,
  factorAddedMail,
  factorRemovedMail,
  seatsLowMail,
  seatsExhaustedMail,
  overAllocatedMail,
  invoiceIssuedMail,
  invoiceOverdueMail,
  paymentDeclinedMail,
  orderRefundedMail,
  renewalComingMail,
  renewalRetryMail,
  renewalDeclinedMail,
  subscriptionEndedMail,
  affiliateOfferedMail,
  affiliateOfferAcceptedMail,
  affiliateOfferDeclinedMail,
  senderFailingMail,
  senderRecoveredMail,
  digestMail,
  arrivalRefusedMail,
  departureRefusedMail,
];

/** Throws for a kind that a newer version of the service has put down. */
export function mailOf(kind: MailKind): DefinedMail {
  const found = mailKinds.find((mail) => mail.kind === kind);
  if (!found) throw new Error(`There is no mail of the kind ${kind}.`);
  return found;
}
