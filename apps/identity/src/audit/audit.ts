import {
  AccountId,
  type AuditEntry,
  Change,
  events,
  Fault,
  Actor,
  ownerOf,
  SERVICES,
} from '@seatkeeper/contracts';
import { z } from 'zod';
import type { StoredEntry } from './audit.schema.js';

/** The part of any event's data that audit understands; the rest is not looked at, so new events fit in. */
const AuditedData = z.object({
  accountId: AccountId,
  actor: Actor,
  changes: z.array(Change).optional(),
  userId: z.string().optional(),
  previousUserId: z.string().optional(),
  user: z.object({ id: z.string(), username: z.string(), status: z.string() }).optional(),
  group: z.object({ name: z.string() }).optional(),
  unit: z.object({ name: z.string() }).optional(),
  customField: z.object({ key: z.string() }).optional(),
  sharedItem: z.object({ name: z.string() }).optional(),
  view: z.object({ name: z.string() }).optional(),
  account: z.object({ name: z.string(), slug: z.string() }).optional(),
  affiliate: z.object({ name: z.string().optional(), slug: z.string() }).optional(),
  parentAccount: z.object({ name: z.string() }).optional(),
  formerParentAccount: z.object({ name: z.string() }).optional(),
  homeAccount: z.object({ name: z.string() }).optional(),
  import: z.object({ progress: z.record(z.string(), z.number()) }).optional(),
  job: z
    .object({
      action: z.string(),
      state: z.string(),
      progress: z.object({ total: z.number(), refused: z.number() }),
    })
    .optional(),
  reassignment: z
    .object({
      id: z.string(),
      from: z.string(),
      state: z.string(),
      progress: z.object({ total: z.number() }),
    })
    .optional(),
  webhook: z.object({ origin: z.string() }).optional(),
  product: z.string().optional(),
  quantity: z.number().optional(),
  renews: z.boolean().optional(),
  purchaseId: z.string().optional(),
  seatId: z.string().optional(),
  orderId: z.string().optional(),
  customerAccountId: z.string().optional(),
  service: z.string().optional(),
  eventType: z.string().optional(),
  sessionId: z.string().optional(),
  keyId: z.string().optional(),
  key: z.object({ name: z.string(), scopes: z.array(z.string()) }).optional(),
  connectionId: z.string().optional(),
  ssoConnection: z.object({ name: z.string(), issuer: z.string() }).optional(),
  address: z.string().optional(),
  client: z.string().optional(),
  invitationId: z.string().optional(),
  sendTo: z.string().optional(),
  reportHash: z.string().optional(),
  cause: z.string().optional(),
  reason: z.string().optional(),
});
type AuditedData = z.output<typeof AuditedData>;

export interface AuditedEvent {
  id: string;
  type: string;
  time: string;
  subject?: string | undefined;
}

const contracts = new Map(events.map((contract) => [contract.name, contract]));
const services = new Set<string>(SERVICES);

/**
 * Whether an event gets an entry: its contract says so. One of a newer version of a service gets one when it says in which
 * account who did it, as every audited event does.
 */
export const isAudited = (type: string, data: unknown): boolean =>
  contracts.get(type)?.audited ??
  (services.has(ownerOf({ name: type })) && AuditedData.safeParse(data).success);

/** What entries of an event are called: its name without its version. */
export const actionOf = (name: string): string => name.replace(/\.v\d+$/, '');

/** The entry of an event. Rejects with `validation-failed` what has no account or actor. */
export function auditEntry(
  data: unknown,
  event: AuditedEvent,
  { requestId, clientAddress }: { requestId?: string; clientAddress?: string } = {},
): Omit<StoredEntry, 'version'> {
  const parsed = AuditedData.safeParse(data);
  if (!parsed.success) throw Fault.invalid(parsed.error, ['data']);
  const { accountId, actor, changes = [] } = parsed.data;
  const action = actionOf(event.type);
  return {
    _id: event.id,
    accountId,
    at: new Date(event.time),
    actor,
    action,
    target: targetOf(action, parsed.data, event),
    users: usersOf(action, parsed.data),
    changes,
    detail: detailOf(parsed.data),
    ...(requestId !== undefined && { requestId }),
    // What the product or a billing system does comes from no client.
    ...(actor.type === 'user' && clientAddress !== undefined && { address: clientAddress }),
  };
}

/** What it happened to: the noun of the event, with the id the event is about. */
function targetOf(action: string, data: AuditedData, event: AuditedEvent): StoredEntry['target'] {
  if (data.reassignment) return { kind: 'reassignment', id: data.reassignment.id };
  const [, noun = ''] = action.split('.');
  if ((noun === 'seats' || noun === 'purchase') && data.purchaseId)
    return { kind: 'purchase', id: data.purchaseId };
  const ids: Record<string, string | undefined> = {
    user: data.user?.id ?? data.userId,
    seat: data.seatId,
    session: data.sessionId,
    'api-key': data.keyId,
    invitation: data.invitationId,
    account: data.accountId,
  };
  return { kind: noun, id: ids[noun] ?? event.subject ?? data.accountId };
}

/**
 * Signing in and out is not a change of the user, and would drown those that are. That somebody is about to leave is for who
 * decides on it: more people may see a history than that.
 */
function usersOf(action: string, data: AuditedData): string[] {
  if (action.startsWith('identity.session.') || action.startsWith('identity.departure.')) return [];
  const ids = [data.user?.id, data.userId, data.previousUserId, data.reassignment?.from];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** A few words for the reader, each named here: what is not named, a secret for example, never gets in. */
function detailOf(data: AuditedData): Record<string, unknown> {
  const { user, group, unit, customField, sharedItem, view, account, affiliate } = data;
  const { reassignment, key, job, ssoConnection } = data;
  const detail = {
    username: user?.username,
    status: user?.status,
    name:
      group?.name ??
      unit?.name ??
      customField?.key ??
      sharedItem?.name ??
      view?.name ??
      account?.name ??
      affiliate?.name ??
      affiliate?.slug ??
      key?.name ??
      ssoConnection?.name,
    issuer: ssoConnection?.issuer,
    connectionId: data.connectionId,
    scopes: key?.scopes,
    slug: account?.slug ?? affiliate?.slug,
    parent: data.parentAccount?.name,
    formerParent: data.formerParentAccount?.name,
    homeAccount: data.homeAccount?.name,
    userId: data.userId,
    previousUserId: data.previousUserId,
    origin: data.webhook?.origin,
    product: data.product,
    quantity: data.quantity,
    renews: data.renews,
    purchaseId: data.purchaseId,
    seatId: data.seatId,
    orderId: data.orderId,
    customerAccountId: data.customerAccountId,
    service: data.service,
    eventType: data.eventType,
    sessionId: data.sessionId,
    keyId: data.keyId,
    address: data.address,
    client: data.client,
    invitationId: data.invitationId,
    sendTo: data.sendTo,
    reportHash: data.reportHash,
    cause: data.cause,
    reason: data.reason,
    from: reassignment?.from,
    action: job?.action,
    state: reassignment?.state ?? job?.state,
    total: reassignment?.progress.total ?? data.import?.progress['total'] ?? job?.progress.total,
    failed: data.import?.progress['failed'],
    refused: job?.progress.refused,
  };
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
}

export const toAuditEntry = (stored: StoredEntry): AuditEntry => ({
  id: stored._id,
  at: stored.at.toISOString(),
  actor: stored.actor,
  actorName: stored.actorName ?? null,
  action: stored.action,
  target: stored.target,
  changes: stored.changes.map(({ field, before = null, after = null }) => ({ field, before, after })),
  detail: stored.detail,
  requestId: stored.requestId ?? null,
  address: stored.address ?? null,
  seal: stored.seal ?? null,
});

/** An entry as cells under `AUDIT_COLUMNS`. */
export function cellsOfEntry(stored: StoredEntry): string[] {
  const { id, at, actor, actorName, action, target, changes, detail, requestId, address, seal } =
    toAuditEntry(stored);
  return [
    ...[id, at, actor.type, actor.id, actor.keyId ?? '', action, target.kind, target.id],
    ...[changes.length > 0 ? JSON.stringify(changes) : '', JSON.stringify(detail)],
    ...[requestId ?? '', address ?? '', seal === null ? '' : String(seal), actor.accountId ?? ''],
    ...[actorName?.name ?? '', actorName?.account ?? ''],
  ];
}
