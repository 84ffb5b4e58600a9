import {
  AccountId,
  AffiliateOfferId,
  ApiKeyId,
  BulkJobId,
  CustomFieldId,
  DeadLetterId,
  DeliveryId,
  PurchaseId,
  SuppressionId,
  DepartmentId,
  type EndpointContract,
  endpoints,
  FactorId,
  Fault,
  type FieldError,
  GroupId,
  ImportId,
  InvoiceId,
  OrderId,
  OfficeId,
  Product,
  ReassignmentId,
  RecordType,
  ReductionId,
  SeniorityId,
  SharedItemId,
  SessionId,
  SsoAccount,
  SsoConnectionId,
  UserId,
  ViewId,
  WebhookDeliveryId,
  WebhookEndpointId,
} from '@seatkeeper/contracts';
import type { z } from 'zod';

const NOUNS = new Map<z.ZodType, string>([
  [UserId, 'user'],
  [AccountId, 'affiliate'],
  [AffiliateOfferId, 'open offer'],
  [GroupId, 'group'],
  [OfficeId, 'office'],
  [DepartmentId, 'department'],
  [SeniorityId, 'seniority'],
  [CustomFieldId, 'custom field'],
  [ImportId, 'import'],
  [ReassignmentId, 'reassignment'],
  [RecordType, 'record type'],
  [Product, 'product'],
  [OrderId, 'order'],
  [InvoiceId, 'invoice'],
  [ReductionId, 'reduction'],
  [SessionId, 'session'],
  [SsoConnectionId, 'connection'],
  [SsoAccount, 'account'],
  [ApiKeyId, 'API key'],
  [FactorId, 'second factor'],
  [SharedItemId, 'shared item'],
  [ViewId, 'view'],
  [DeliveryId, 'delivery'],
  [PurchaseId, 'purchase'],
  [SuppressionId, 'suppression'],
  [BulkJobId, 'bulk job'],
  [DeadLetterId, 'dead letter'],
  [WebhookEndpointId, 'webhook endpoint'],
  [WebhookDeliveryId, 'delivery'],
]);

const shapeOf = (schema: z.ZodType): Record<string, z.ZodType> =>
  (schema as z.ZodObject<Record<string, z.ZodType>>).shape;

/** What a call says whose address holds an id of another form or kind: the same as of one that is unknown. */
export function noSuchThing({ path, params }: EndpointContract): Fault {
  const shape = shapeOf(params);
  if ('externalId' in shape)
    return new Fault('not-found', 'There is no record of this type with this external id.');
  if ('kind' in shape)
    return new Fault(
      'not-found',
      'There is no mail of this kind in this language: GET /v1/templates lists them.',
    );
  if (path.startsWith('/scim/v2/Schemas/') || path.startsWith('/scim/v2/ResourceTypes/'))
    return new Fault('not-found', 'There is no such schema, and no such kind of resources.');
  // Operators name any account, all others one below their own.
  if (path.startsWith('/v1/operator/accounts/')) return Fault.notFound('account');
  if (path.startsWith('/v1/webhooks/billing/'))
    return new Fault('not-found', 'Nobody of this name takes payments here.');
  const noun = Object.values(shape)
    .map((schema) => NOUNS.get(schema))
    .find((name) => name !== undefined);
  if (noun !== undefined) return Fault.notFound(noun);
  // What holds no id holds the token of a link that was mailed.
  return new Fault(
    'not-found',
    path.includes('/invitations/') ? 'There is no such invitation.' : 'There is no such link.',
  );
}

const AND = new Intl.ListFormat('en');

const canSort = ({ query }: EndpointContract): boolean => 'sort' in shapeOf(query);

/** Lists come in the order of their summary; who asks for another is told which lists have one. */
export function sortAdvice(contract: EndpointContract, errors: readonly FieldError[]): FieldError[] {
  if (canSort(contract)) return [...errors];
  const sortable = endpoints.filter(canSort).map(({ method, path }) => `${method} ${path}`);
  const message = `This call has an order of its own; \`sort\` is known to ${AND.format(sortable)}`;
  return errors.map((error) => (error.path === 'sort' ? { ...error, message } : error));
}
