import type { EventContract, EventData } from '../contract.js';
import { accountUpdated } from '../identity/account.js';
import * as bulk from '../identity/bulk-job.js';
import * as fields from '../identity/custom-field.js';
import * as departures from '../identity/departure.js';
import * as groups from '../identity/group.js';
import { userImportFinished } from '../identity/import.js';
import { invitationIssued, invitationReminded } from '../identity/invitation.js';
import { offboardingFinished } from '../identity/offboarding.js';
import { replacementFinished } from '../identity/replacement.js';
import * as sharing from '../identity/shared-item.js';
import * as sso from '../identity/sso-connection.js';
import * as units from '../identity/unit.js';
import * as users from '../identity/user-events.js';
import { claimsFrozen, claimsReleased } from '../licensing/freeze.js';
import { invoiceCheckedOut, invoiceIssued, invoiceOverdue, paymentNoted } from '../licensing/invoice.js';
import * as seats from '../licensing/license.js';
import * as orders from '../licensing/order.js';
import { overageSettled, overageTaken } from '../licensing/overage.js';
import { overAllocationEnded, seatsOverAllocated } from '../licensing/over-allocation.js';
import { purchaseCorrected } from '../licensing/purchase.js';
import * as reductions from '../licensing/reduction.js';
import { paymentMethodRemoved, paymentMethodSaved } from '../licensing/payment-method.js';
import { renewalChosen, renewalDeclined, renewalOrdered, subscriptionEnded } from '../licensing/renewal.js';
import { seatResumed, seatSuspended } from '../licensing/seat-suspension.js';
import type { LiveSubject } from '../live/live-change.js';
import { suppressionLifted } from '../mails/suppression.js';
import * as deliveries from '../notifications/delivery.js';
import * as recordTypes from '../reassignment/record-type.js';
import { recordImportFinished } from '../reassignment/record.js';
import * as runs from '../reassignment/run.js';
import * as webhooks from '../webhooks/webhook-endpoint.js';
import { webhookTypeOf } from '../webhooks/webhook-events.js';
import { getAccountEndpoint } from './accounts.js';
import { getBulkJobEndpoint } from './bulk-jobs.js';
import { getCustomFieldEndpoint } from './custom-fields.js';
import { getDeliveryEndpoint } from './deliveries.js';
import { getDepartureEndpoint } from './departures.js';
import type { EndpointContract } from './endpoint.js';
import { getGroupEndpoint } from './groups.js';
import { listLicensesEndpoint, listReductionsEndpoint, listSeatsEndpoint } from './licenses.js';
import { getOffboardingEndpoint } from './offboardings.js';
import { getInvoiceEndpoint, getOrderEndpoint, getPaymentMethodEndpoint } from './orders.js';
import { getDepartmentEndpoint, getOfficeEndpoint, getSeniorityEndpoint } from './organisation.js';
import { getReassignmentEndpoint } from './reassignments.js';
import { getRecordTypeEndpoint } from './record-types.js';
import { getRecordImportEndpoint } from './records.js';
import { getSharedItemEndpoint, listSharedWithEndpoint } from './shared-items.js';
import { getSsoConnectionEndpoint } from './sso.js';
import { listSuppressionsEndpoint } from './suppressions.js';
import { getUserImportEndpoint } from './user-files.js';
import { getReplacementEndpoint } from './user-acts.js';
import { getUserEndpoint } from './users.js';
import { getWebhookEndpointEndpoint } from './webhooks.js';

/** A change that is told to who follows, and by what call they could read of it: who may not call that is told nothing. */
export interface LiveChangeKind {
  readonly type: string;
  readonly kind: LiveSubject;
  readonly contract: EventContract;
  readonly readBy: EndpointContract;
  /** What to read again. */
  readonly idOf: (data: unknown) => string;
  /**
   * Whom else it depends on who asks: `user`, it is about a user, whom they have to see; `author`, it shows whom somebody acted
   * upon, to that somebody and to who sees everybody.
   */
  readonly shows?: 'user' | 'author';
}

const told =
  (kind: LiveSubject, readBy: EndpointContract, shows?: LiveChangeKind['shows']) =>
  <C extends EventContract>(contract: C, idOf: (data: EventData<C>) => string): LiveChangeKind => ({
    type: webhookTypeOf(contract),
    kind,
    contract,
    readBy,
    idOf: idOf as (data: unknown) => string,
    ...(shows && { shows }),
  });

const ofUser = told('user', getUserEndpoint, 'user');
const ofDeparture = told('departure', getDepartureEndpoint, 'user');
const ofGroup = told('group', getGroupEndpoint);
const ofOffice = told('office', getOfficeEndpoint);
const ofDepartment = told('department', getDepartmentEndpoint);
const ofSeniority = told('seniority', getSeniorityEndpoint);
const ofField = told('custom-field', getCustomFieldEndpoint);
const ofSharedItem = told('shared-item', getSharedItemEndpoint);
const ofJob = told('bulk-job', getBulkJobEndpoint, 'author');
const ofSeat = told('seat', listSeatsEndpoint);
const ofLicence = told('license', listLicensesEndpoint);
const ofReduction = told('reduction', listReductionsEndpoint);
const ofOrder = told('order', getOrderEndpoint);
const ofInvoice = told('invoice', getInvoiceEndpoint);
const ofCard = told('license', getPaymentMethodEndpoint);
const ofRun = told('reassignment', getReassignmentEndpoint);
const ofRecordType = told('record-type', getRecordTypeEndpoint);
const ofDelivery = told('delivery', getDeliveryEndpoint);
const ofSso = told('sso-connection', getSsoConnectionEndpoint);
const ofWebhook = told('webhook-endpoint', getWebhookEndpointEndpoint);

type OfUser = EventData<typeof users.userUpdated>;
const userId = ({ user }: Pick<OfUser, 'user'>) => user.id;
const whose = (data: { userId: string }) => data.userId;
const unitId = ({ unit }: EventData<typeof units.officeCreated>) => unit.id;
const groupId = ({ group }: EventData<typeof groups.groupCreated>) => group.id;
const fieldId = ({ customField }: EventData<typeof fields.customFieldCreated>) => customField.id;
const itemId = ({ sharedItem }: EventData<typeof sharing.sharedItemUpdated>) => sharedItem.id;
const jobId = ({ job }: EventData<typeof bulk.bulkJobStarted>) => job.id;
const seatId = (data: { seatId: string }) => data.seatId;
const product = (data: { product: string }) => data.product;
const reductionId = (data: { reductionId: string }) => data.reductionId;
const orderId = (data: { orderId: string }) => data.orderId;
const invoiceId = (data: { invoiceId: string }) => data.invoiceId;
const runId = ({ reassignment }: EventData<typeof runs.reassignmentStarted>) => reassignment.id;
const recordType = (data: EventData<typeof recordTypes.recordTypeChanged>) => data.recordType.type;
const deliveryId = (data: { deliveryId: string }) => data.deliveryId;
const webhookId = ({ webhook }: EventData<typeof webhooks.webhookEndpointCreated>) => webhook.id;
const ssoId = ({ ssoConnection }: EventData<typeof sso.ssoConnectionCreated>) => ssoConnection.id;
const accountId = (data: { accountId: string }) => data.accountId;

export const liveChangeKinds: readonly LiveChangeKind[] = [
  told('account', getAccountEndpoint)(accountUpdated, accountId),
  ofUser(users.userInvited, userId),
  ofUser(users.userWaitListed, userId),
  ofUser(users.userMovedOnWaitList, userId),
  ofUser(users.userActivated, userId),
  ofUser(users.userUpdated, userId),
  ofUser(users.userBanned, userId),
  ofUser(users.userUnbanned, userId),
  ofUser(users.userDeactivated, userId),
  ofUser(users.userReactivated, userId),
  ofUser(users.userSeatSuspended, userId),
  ofUser(users.userSeatResumed, userId),
  ofUser(users.userArrivalPlanned, userId),
  ofUser(users.userArrivalCancelled, userId),
  ofUser(users.userArrivalRefused, userId),
  ofUser(users.userReplaced, userId),
  ofUser(users.invitationRevoked, userId),
  ofUser(users.invitationExpired, userId),
  ofUser(invitationIssued, whose),
  ofUser(invitationReminded, whose),
  ofDeparture(departures.departurePlanned, whose),
  ofDeparture(departures.departureCancelled, whose),
  ofDeparture(departures.departureRefused, whose),
  told('offboarding', getOffboardingEndpoint, 'user')(offboardingFinished, whose),
  told('replacement', getReplacementEndpoint, 'user')(replacementFinished, whose),
  ofGroup(groups.groupCreated, groupId),
  ofGroup(groups.groupUpdated, groupId),
  ofGroup(groups.groupDeleted, groupId),
  ofOffice(units.officeCreated, unitId),
  ofOffice(units.officeUpdated, unitId),
  ofOffice(units.officeDeleted, unitId),
  ofDepartment(units.departmentCreated, unitId),
  ofDepartment(units.departmentUpdated, unitId),
  ofDepartment(units.departmentDeleted, unitId),
  ofSeniority(units.seniorityCreated, unitId),
  ofSeniority(units.seniorityUpdated, unitId),
  ofSeniority(units.seniorityDeleted, unitId),
  ofField(fields.customFieldCreated, fieldId),
  ofField(fields.customFieldUpdated, fieldId),
  ofField(fields.customFieldDeleted, fieldId),
  ofSharedItem(sharing.sharedItemRegistered, itemId),
  ofSharedItem(sharing.sharedItemUpdated, itemId),
  ofSharedItem(sharing.sharedItemRemoved, itemId),
  told('sharing', listSharedWithEndpoint, 'user')(sharing.sharingDecided, whose),
  ofJob(bulk.bulkJobStarted, jobId),
  ofJob(bulk.bulkJobRetried, jobId),
  ofJob(bulk.bulkJobCancelled, jobId),
  ofJob(bulk.bulkJobFinished, jobId),
  told('import', getUserImportEndpoint, 'author')(userImportFinished, (data) => data.import.id),
  ofSeat(seats.seatClaimed, seatId),
  ofSeat(seats.seatFreed, seatId),
  ofSeat(seats.seatSwapped, seatId),
  ofSeat(seatSuspended, seatId),
  ofSeat(seatResumed, seatId),
  ofLicence(seats.seatsPurchased, product),
  ofLicence(reductions.seatsReduced, product),
  ofLicence(seatsOverAllocated, product),
  ofLicence(overAllocationEnded, product),
  ofLicence(overageTaken, product),
  ofLicence(overageSettled, product),
  ofLicence(renewalChosen, product),
  ofLicence(subscriptionEnded, product),
  ofLicence(claimsFrozen, accountId),
  ofLicence(claimsReleased, accountId),
  ofLicence(orders.subscriptionsChanged, accountId),
  ofReduction(reductions.reductionBooked, reductionId),
  ofReduction(reductions.reductionCancelled, reductionId),
  ofReduction(reductions.reductionDue, reductionId),
  ofOrder(orders.orderCheckedOut, orderId),
  ofOrder(orders.orderApproved, orderId),
  ofOrder(orders.orderPaid, orderId),
  ofOrder(orders.orderPaymentFailed, orderId),
  ofOrder(orders.orderRefunded, orderId),
  ofOrder(orders.orderDisputed, orderId),
  ofOrder(orders.orderCompleted, orderId),
  ofLicence(purchaseCorrected, product),
  ofOrder(renewalOrdered, orderId),
  ofOrder(renewalDeclined, orderId),
  ofCard(paymentMethodSaved, accountId),
  ofCard(paymentMethodRemoved, accountId),
  ofInvoice(invoiceIssued, invoiceId),
  ofInvoice(invoiceOverdue, invoiceId),
  ofInvoice(invoiceCheckedOut, invoiceId),
  ofInvoice(paymentNoted, invoiceId),
  ofRun(runs.reassignmentStarted, runId),
  ofRun(runs.reassignmentPaused, runId),
  ofRun(runs.reassignmentResumed, runId),
  ofRun(runs.reassignmentFinished, runId),
  ofRun(runs.reassignmentFailed, runId),
  ofRun(runs.reassignmentCancelled, runId),
  ofRecordType(recordTypes.recordTypeRegistered, recordType),
  ofRecordType(recordTypes.recordTypeChanged, recordType),
  ofRecordType(recordTypes.recordTypeRemoved, recordType),
  told('record-import', getRecordImportEndpoint)(recordImportFinished, (data) => data.import.id),
  ofDelivery(deliveries.deliverySent, deliveryId),
  ofDelivery(deliveries.deliveryFailed, deliveryId),
  ofDelivery(deliveries.deliverySuppressed, deliveryId),
  ofDelivery(deliveries.deliveryReported, deliveryId),
  ofDelivery(deliveries.deliveryRetried, deliveryId),
  told('suppression', listSuppressionsEndpoint)(suppressionLifted, (data) => data.suppressionId),
  ofSso(sso.ssoConnectionCreated, ssoId),
  ofSso(sso.ssoConnectionUpdated, ssoId),
  ofSso(sso.ssoConnectionDeleted, ssoId),
  ofWebhook(webhooks.webhookEndpointCreated, webhookId),
  ofWebhook(webhooks.webhookEndpointUpdated, webhookId),
  ofWebhook(webhooks.webhookEndpointDeleted, webhookId),
  ofWebhook(webhooks.webhookEndpointDisabled, webhookId),
];
