import { OWNER_FIELD } from '@seatkeeper/contracts';
import { type Field, fieldsOf, markOf, type WantedFields } from './fields.js';
import type { Follow } from './hand-overs.js';
import type { OwnerEntry, StoredRecord } from './records.schema.js';

/** A record as it is known; null when it is new. */
export type Known = Pick<StoredRecord, 'ownerId' | 'holders' | 'archived'> & {
  owners?: readonly OwnerEntry[];
};

interface Named {
  ownerId: string;
  fields?: WantedFields | undefined;
  follows?: readonly Follow[] | undefined;
}

/** A move on, from who has left to who gets it, as a link of the chain without its time and actor. */
export type MoveOn = Pick<OwnerEntry, 'field'> & { from: string; to: string; run: string };

/**
 * Whom a record is to name when who is said there has left and handed over: it comes to them, and moves on. What was handed on before stays
 * with whoever has it now: its source has not heard of that yet.
 */
export function settled<W extends Named>(record: Known | null, wanted: W): { wanted: W; on: MoveOn[] } {
  const { follows = [] } = wanted;
  if (follows.length === 0) return { wanted, on: [] };
  const on: MoveOn[] = [];
  const named = { ownerId: wanted.ownerId, fields: { ...wanted.fields } };
  for (const follow of follows) {
    const { leaver, to } = follow;
    const isOwner = follow.field === OWNER_FIELD;
    const field = isOwner ? undefined : follow.field;
    const now = record && (isOwner ? record.ownerId : (fieldsOf(record.holders).get(follow.field) ?? null));
    // It lies with them since before; what is left behind is moved by a run.
    if (now === leaver) continue;
    const mark = markOf(follow.run, field);
    const stays = now !== null && (now === to || wasHandedOn(record, field, leaver, mark));
    const user = stays ? now : to;
    if (isOwner) named.ownerId = user;
    else named.fields[follow.field] = user;
    if (!stays) on.push({ ...(field !== undefined && { field }), from: leaver, to, run: mark });
  }
  const fields = wanted.fields === undefined ? {} : { fields: named.fields };
  return { wanted: { ...wanted, ownerId: named.ownerId, ...fields }, on };
}

/** Of a chain whose beginning is put away nobody knows here: then it was. */
function wasHandedOn(record: Known | null, field: Field, leaver: string, mark: string): boolean {
  if (!record) return false;
  if (record.archived) return true;
  return (record.owners ?? []).some(
    (link) => link.field === field && (link.from === leaver || link.run === mark),
  );
}

/** The links that bring a record to who has left, where it moves on: `links` are those to who has it in the end. */
export const comingTo = <L extends Pick<OwnerEntry, 'field' | 'from' | 'to'>>(
  links: readonly L[],
  on: readonly MoveOn[],
): (L & { run?: string })[] =>
  links.flatMap((link): (L & { run?: string })[] => {
    const move = on.find(({ field }) => field === link.field);
    return move
      ? [
          { ...link, to: move.from },
          { ...link, ...move },
        ]
      : [link];
  });
