import type { Item } from '@seatkeeper/client';
import type { WordId } from '../../words/ids.js';

export type LedgerLine = Item<'/v1/licenses/{product}/ledger'>;
export type Actor = LedgerLine['cause']['actor'];

interface Told {
  readonly id: WordId;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What happened, for a text of the catalogue. Names are as the page knows them. */
export function tellLine(line: LedgerLine, nameOf: (id: string | undefined) => string): Told {
  const { cause } = line;
  const seats = Math.abs(line.purchased);
  switch (line.kind) {
    case 'purchased': {
      if (cause.purchaseId === TRIAL) return { id: 'licences.ledger.trial', values: { seats } };
      if (orderOf(line) !== null) return { id: 'licences.ledger.ordered', values: { seats } };
      return { id: 'licences.ledger.bought', values: { seats, purchase: cause.purchaseId ?? '–' } };
    }
    case 'reduced':
      return cause.purchaseId === undefined
        ? { id: 'licences.ledger.reduced', values: { seats } }
        : { id: 'licences.ledger.cancelled', values: { seats, purchase: cause.purchaseId } };
    case 'corrected': {
      const id = line.purchased > 0 ? 'licences.ledger.more' : 'licences.ledger.fewer';
      return { id, values: { seats, purchase: cause.purchaseId ?? '–' } };
    }
    case 'overage':
      return { id: line.purchased > 0 ? 'licences.ledger.beyond' : 'licences.ledger.settled', values: {} };
    case 'claimed':
    case 'freed':
      return { id: `licences.ledger.${line.kind}`, values: { name: nameOf(cause.userId) } };
    case 'swapped':
      return {
        id: 'licences.ledger.swapped',
        values: { name: nameOf(cause.userId), previous: nameOf(cause.previousUserId) },
      };
  }
}

/** As licensing names the purchase of the seats that every account begins with. */
const TRIAL = 'trial';

/** The order that seats came from; of an order of several products the others have their name behind its id. */
export const orderOf = ({ cause }: Pick<LedgerLine, 'cause'>): string | null =>
  /^ord_[0-9a-z]+/.exec(cause.purchaseId ?? '')?.[0] ?? null;

/** Parts of Seatkeeper that act by themselves and have a name for people. */
const PARTS = ['wait-list', 'reconciliation', 'invitation-end', 'import', 'organisation'] as const;

/** Who caused it. A part that nobody has named yet is called by what it calls itself. */
export function tellActor(actor: Actor, nameOf: (id: string | undefined) => string): Told {
  if (actor.type === 'user') return { id: 'licences.actor.user', values: { name: nameOf(actor.id) } };
  if (actor.type === 'billing') return { id: 'licences.actor.billing', values: { source: actor.id } };
  const known = PARTS.find((part) => part === actor.id);
  return known === undefined
    ? { id: 'licences.actor.system', values: { part: actor.id } }
    : { id: `licences.actor.${known}`, values: {} };
}

/** Everybody whom lines name. */
export const peopleIn = (lines: readonly LedgerLine[]): string[] => [
  ...new Set(
    lines.flatMap(({ cause: { actor, userId, previousUserId } }) =>
      [userId, previousUserId, actor.type === 'user' ? actor.id : undefined].filter(
        (id): id is string => id !== undefined,
      ),
    ),
  ),
];
