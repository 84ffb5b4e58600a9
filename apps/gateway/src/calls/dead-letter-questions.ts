import {
  type DeadLetterQuestions,
  type Hearer,
  listIdentityDeadLetters,
  listLicensingDeadLetters,
  listNotificationsDeadLetters,
  listReassignmentDeadLetters,
  settleIdentityDeadLetter,
  settleLicensingDeadLetter,
  settleNotificationsDeadLetter,
  settleReassignmentDeadLetter,
} from '@seatkeeper/contracts';

/** Each service that hears events is asked about those that it could not handle, and no other is. */
export const deadLettersOf: Readonly<Record<Hearer, DeadLetterQuestions>> = {
  identity: { list: listIdentityDeadLetters, settle: settleIdentityDeadLetter },
  licensing: { list: listLicensingDeadLetters, settle: settleLicensingDeadLetter },
  notifications: { list: listNotificationsDeadLetters, settle: settleNotificationsDeadLetter },
  reassignment: { list: listReassignmentDeadLetters, settle: settleReassignmentDeadLetter },
};
