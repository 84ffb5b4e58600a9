/**
 * What shows in the audit log that something was done: an entry that bears the id of the call; an entry of an action, for what is
 * done before a test can say under which id; or nothing, and why.
 */
export type Trace = 'own' | { action: string } | { elsewhere: string } | { none: string };

const inLicensing = 'needs a subscription or an operator, which the tests of licensing have';
const inSecondFactors = 'needs a code of an app: the story of second factors has one';
const inRecords =
  'Each record keeps its own chain of owners, with time and actor, for as long as it is there.';
const inHierarchies = 'needs another account of the hierarchy: identity tests the entry';
const inRuns = 'needs a run that is under way: reassignment tests the entry';

/** By the id of the call. One that is not here leaves an entry of its own. */
export const traceOfCall: Readonly<Record<string, Trace>> = {
  signUp: { action: 'identity.account.created' },
  confirmAddress: { action: 'identity.account.confirmed' },
  acceptInvitation: { action: 'identity.user.activated' },
  signIn: { action: 'identity.session.started' },
  refresh: { none: 'A session goes on; that it began and ended is in the log.' },
  forgotPassword: { elsewhere: 'answers before anything is done, or nobody: identity tests its entry' },
  resetPassword: { elsewhere: 'needs the link of a mail: identity tests its entry' },
  confirmEmailChange: { elsewhere: 'needs the link of a mail: identity tests its entry' },
  cancelEmailChange: { elsewhere: 'needs an address that was asked for: identity tests its entry' },
  previewGroup: { none: 'It changes nothing.' },
  enrolFactor: { none: 'Nothing is secured by it before its code was given; that is in the log.' },
  confirmFactor: { elsewhere: inSecondFactors },
  renewRecoveryCodes: { elsewhere: inSecondFactors },
  removeOwnFactor: { elsewhere: inSecondFactors },
  resetUserFactor: { elsewhere: inSecondFactors },
  resendConfirmation: { elsewhere: 'needs an address that is not confirmed: identity tests its entry' },
  endOwnSession: { action: 'identity.session.ended' },
  cancelBulkJob: { elsewhere: 'needs a job that is under way: identity tests its entry' },
  moveWaiting: { elsewhere: 'needs somebody who waits: identity tests its entry' },
  pauseReassignment: { elsewhere: inRuns },
  resumeReassignment: { elsewhere: inRuns },
  cancelReassignment: { elsewhere: inRuns },
  moveAffiliate: { elsewhere: inHierarchies },
  offerAffiliation: { elsewhere: inHierarchies },
  declineOffer: { elsewhere: inHierarchies },
  liftSuppression: {
    elsewhere: 'needs an address from which a mail came back: notifications tests its entry',
  },
  previewTemplate: { none: 'It changes nothing.' },
  testMailSender: { elsewhere: 'needs a mail server: notifications tests its entry' },
  takeMailReports: { none: 'It is beside the mail; that somebody lifts what follows of it is in the log.' },
  retryDelivery: { elsewhere: 'needs a mail that failed: notifications tests its entry' },
  upsertRecord: { none: inRecords },
  upsertRecords: { none: inRecords },
  removeRecordType: { elsewhere: 'there is a record of the type: reassignment tests the entry' },
  placeOrder: { none: 'A quote changes nothing before its checkout, which is in the log.' },
  checkOutOrder: { elsewhere: inLicensing },
  checkOutInvoice: { elsewhere: inLicensing },
  removePaymentMethod: { elsewhere: inLicensing },
  takePaymentReport: { none: 'What follows from it is in the log, by the events of licensing.' },
  approveOrder: { elsewhere: inLicensing },
  notePayment: { elsewhere: inLicensing },
  changeBillingPolicy: { elsewhere: inLicensing },
  changeContractTerms: { elsewhere: inLicensing },
  correctPurchase: { elsewhere: inLicensing },
  suspendAccount: { elsewhere: 'needs an operator: identity tests its entry' },
  resumeAccount: { elsewhere: 'needs an operator: identity tests its entry' },
  replayDeadLetter: { elsewhere: 'needs an event that nobody can handle: the gateway tests what it tells' },
  dropDeadLetter: { elsewhere: 'as for one that is handled once more' },
  bookReduction: { elsewhere: inLicensing },
  cancelReduction: { elsewhere: inLicensing },
  chooseRenewal: { elsewhere: inLicensing },
  checkSsoDomain: { elsewhere: 'needs a text in the name service: identity tests the entry' },
  testSsoConnection: { none: 'It changes nothing.' },
  forgetSso: { elsewhere: 'needs somebody whom a provider knows: identity tests what it does' },
};

/** By service and what it hears or works on, as its source says. */
export const traceOfWork: Readonly<Record<string, Trace>> = {
  'identity @OnAny audit': { none: 'It is the log.' },
  'identity @OnAny reconciliation-marks': {
    none: 'Notes where to look. What a look repairs is told as any other change.',
  },
  'identity @Process advanceBulkJob': { action: 'identity.bulk-job.finished' },
  'identity @Process advanceUserImport': { action: 'identity.import.finished' },
  'identity @On seatsPurchased': { action: 'identity.user.invited' },
  'identity @On purchaseCorrected': { elsewhere: inLicensing },
  'identity @On claimsReleased': { elsewhere: inLicensing },
  'identity @On seatFreed': { action: 'identity.user.invited' },
  'identity @On billingPolicyChanged': { elsewhere: inLicensing },
  'identity @On seatSuspended': { elsewhere: 'needs a grace that is over: identity tests its entry' },
  'identity @On seatResumed': { elsewhere: 'as for who is kept out' },
  'identity @On groupDeleted': { elsewhere: 'needs a thing that the group has: identity tests its entry' },
  'identity @On userWaitListed': { action: 'identity.user.invited' },
  'identity @On deliverySent': {
    none: 'Shows beside an invitation how its mail is; the list of deliveries has each.',
  },
  'identity @On deliveryFailed': { none: 'As for a mail that was sent.' },
  'identity @On deliveryReported': { none: 'As for a mail that was sent.' },
  'identity @On deliverySuppressed': { none: 'As for a mail that was sent.' },
  'identity @On reassignmentFinished': { action: 'identity.offboarding.finished' },
  'identity @On reassignmentFailed': { action: 'identity.offboarding.finished' },
  'identity @On reassignmentCancelled': { action: 'identity.offboarding.finished' },
  'identity @On deliveryRetried': {
    none: 'As for a mail that was sent; that somebody had it sent again is in the log.',
  },
  'licensing @On accountCreated': { action: 'licensing.seats.purchased' },
  'licensing @On accountUpdated': { none: 'Licensing learns the time zone; the change is in the log.' },
  'licensing @On seatsOverAllocated': { none: 'Notes it where operators look. What was done has its entry.' },
  'licensing @On overAllocationEnded': { none: 'As for the beginning.' },
  'licensing @On accountSuspended': { none: 'Licensing learns it; the suspension is in the log.' },
  'licensing @On accountResumed': { none: 'As for a suspension.' },
  'licensing @On seatsPurchasedByBilling': { action: 'licensing.seats.purchased' },
  'licensing @On seatsCancelledByBilling': { action: 'licensing.seats.reduced' },
  'licensing @On reductionDue': { elsewhere: inLicensing },
  'licensing @On invoiceIssued': { elsewhere: inLicensing },
  'licensing @On paymentNoted': { elsewhere: inLicensing },
  'licensing @On paymentMethodSaved': {
    none: 'What is open becomes due; that it was charged, or declined, is in the log.',
  },
  'licensing @On billingPolicyChanged': { elsewhere: inLicensing },
  'licensing @On subscriptionEnded': { elsewhere: inLicensing },
  'licensing @On overageTaken': { none: 'A line of the ledger. What was told is in the log.' },
  'licensing @On overageSettled': { none: 'As for one that was taken.' },
  'licensing @On seatSuspended': {
    none: 'Looks whether it is still so. Identity tells of whom it keeps out.',
  },
  'licensing @On seatsPurchased': { none: 'Looks whether few seats are left. What was done has its entry.' },
  'licensing @On seatsReduced': { none: 'Looks whether few seats are left. What was done has its entry.' },
  'licensing @On purchaseCorrected': {
    none: 'Looks whether few seats are left. What was done has its entry.',
  },
  'licensing @On seatClaimed': { none: 'Looks whether few seats are left. What was done has its entry.' },
  'licensing @On seatFreed': { none: 'Looks whether few seats are left. What was done has its entry.' },
  'licensing @On seatSwapped': { none: 'Looks whether few seats are left. What was done has its entry.' },
  'notifications @On mail.event': { none: 'Keeps a mail to be sent; the list of deliveries has each.' },
  'notifications @On deliveryReported': { none: 'The list of addresses to which no mails go has each.' },
  'notifications @On invitationRevoked': { none: 'The list of deliveries has each mail that is not sent.' },
  'notifications @On known.contract': {
    none: 'Keeps what is to be sent to the account’s own endpoints; the list has each.',
  },
  'notifications @Process sendDelivery': { none: 'Each attempt is in the list of deliveries.' },
  'notifications @Process sendThroughOwnServer': {
    elsewhere:
      'Each attempt is in the list of deliveries; notifications tests what is told of a server that fails.',
  },
  'notifications @Process sendWebhooks': {
    elsewhere: 'Each attempt is in the list; notifications tests the entry of a disabled endpoint.',
  },
  'reassignment @Process advanceReassignment': { action: 'reassignment.run.finished' },
};
