import { z } from 'zod';

const prefixed = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{8,40}$`), `Expected an id that starts with ${prefix}_`);

export const AccountId = prefixed('acc');
/** Of an account to another, to become its affiliate. */
export const AffiliateOfferId = prefixed('off');
export const UserId = prefixed('usr');
/** Of one wish of one caller: what is repeated has the same id, what is wished again has another. */
export const CommandId = prefixed('cmd');
export const GroupId = prefixed('grp');
export const OfficeId = prefixed('ofc');
export const DepartmentId = prefixed('dep');
export const SeniorityId = prefixed('sen');
export const CustomFieldId = prefixed('cfd');
export const SharedItemId = prefixed('shi');
export const ViewId = prefixed('viw');
export const SessionId = prefixed('ses');
export const ApiKeyId = prefixed('key');
export const FactorId = prefixed('fac');
export const SsoConnectionId = prefixed('sso');
export const InvitationId = prefixed('inv');
export const ConfirmationId = prefixed('cnf');
export const PasswordResetId = prefixed('pwr');
/** Of one time that another address was asked for. */
export const EmailChangeId = prefixed('emc');
export const ImportId = prefixed('imp');
/** Of one time that somebody was deactivated. */
export const OffboardingId = prefixed('ofb');
/** Of one time that somebody took the place of somebody else. */
export const ReplacementId = prefixed('rpl');
export const ReassignmentId = prefixed('rea');
export const BulkJobId = prefixed('job');
export const DeliveryId = prefixed('dlv');
export const SuppressionId = prefixed('sup');
export const WebhookEndpointId = prefixed('whe');
export const WebhookDeliveryId = prefixed('whd');
export const OrderId = prefixed('ord');
export const InvoiceId = prefixed('ivc');
export const ReductionId = prefixed('red');

export type AccountId = z.infer<typeof AccountId>;
export type UserId = z.infer<typeof UserId>;
export type GroupId = z.infer<typeof GroupId>;
export type OfficeId = z.infer<typeof OfficeId>;
export type DepartmentId = z.infer<typeof DepartmentId>;
export type SeniorityId = z.infer<typeof SeniorityId>;
export type SessionId = z.infer<typeof SessionId>;
export type ApiKeyId = z.infer<typeof ApiKeyId>;
export type InvitationId = z.infer<typeof InvitationId>;
export type ImportId = z.infer<typeof ImportId>;
export type ReassignmentId = z.infer<typeof ReassignmentId>;
export type DeliveryId = z.infer<typeof DeliveryId>;
