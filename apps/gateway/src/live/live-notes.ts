import type { EventEnvelope, FeedItem } from '@seatkeeper/bus';
import { type LiveChange, type LiveChangeKind, liveChangeKinds, webhookTypeOf } from '@seatkeeper/contracts';

/** What is heard: whatever may be told, and whatever may change what somebody may be told. */
export const LIVE_TOPICS = ['identity.#', 'licensing.#', 'notifications.#', 'reassignment.#'] as const;

/** What is kept of an event, as long as somebody may ask for it. */
export interface LiveNote {
  readonly type: string;
  readonly at: string;
  /** What changed, and its version if it has one. Left out of what is told to nobody. */
  readonly id?: string;
  readonly version?: number;
  /** Whom it is about, and who did it. */
  readonly user?: string;
  readonly author?: string;
  /** It may have changed what people may do: everybody's, or that of the user whom it is about. */
  readonly unsettles?: true;
}

const kinds = new Map(liveChangeKinds.map((each) => [each.contract.name, each]));
const byType = new Map(liveChangeKinds.map((each) => [each.type, each]));

export const kindOf = ({ type }: LiveNote): LiveChangeKind | undefined => byType.get(type);

interface Told {
  readonly accountId?: unknown;
  readonly userId?: unknown;
  readonly user?: { readonly id?: unknown };
  readonly actor?: { readonly id?: unknown };
}

/**
 * Null for what nobody who follows an account has to know. Who may do what is said by identity alone, and by any of its events:
 * of sessions, users, groups, keys, factors and accounts.
 */
export function noteOf(data: unknown, event: EventEnvelope): { topic: string; note: string } | null {
  const { accountId, user, userId = user?.id, actor } = (data ?? {}) as Told;
  const kind = kinds.get(event.type);
  const unsettles = event.type.startsWith('identity.');
  if (typeof accountId !== 'string' || (!kind && !unsettles)) return null;
  const id = kind && idOf(kind, data);
  const note: LiveNote = {
    type: webhookTypeOf({ name: event.type }),
    at: event.time,
    ...(id !== undefined && { id }),
    ...(id !== undefined && id === event.subject && { version: event.sequence }),
    ...(typeof userId === 'string' && { user: userId }),
    ...(typeof actor?.id === 'string' && { author: actor.id }),
    ...(unsettles && { unsettles }),
  };
  return { topic: accountId, note: JSON.stringify(note) };
}

const read = new WeakMap<FeedItem, LiveNote>();

/** Read once, however many are told. */
export function readNote(item: FeedItem): LiveNote {
  const known = read.get(item);
  if (known) return known;
  const note = JSON.parse(item.note) as LiveNote;
  read.set(item, note);
  return note;
}

/** Whether it may have changed what this user may do. */
export const unsettles = ({ unsettles, user }: LiveNote, userId: string): boolean =>
  unsettles === true && (user === undefined || user === userId);

/** Of what is told: its kind is known. */
export const toLiveChange = ({ type, id = '', version, at }: LiveNote): LiveChange => ({
  type,
  subject: { kind: byType.get(type)!.kind, id },
  version: version ?? null,
  at,
});

/** Undefined for an event of a shape that is not known here: of an older or a newer copy. */
function idOf({ idOf }: LiveChangeKind, data: unknown): string | undefined {
  try {
    const id: unknown = idOf(data);
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
