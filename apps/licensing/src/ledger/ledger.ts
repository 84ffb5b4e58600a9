import type {
  EventData,
  LedgerLine,
  overageSettled,
  overageTaken,
  purchaseCorrected,
  seatClaimed,
  seatFreed,
  seatsPurchased,
  seatsReduced,
  seatSwapped,
} from '@seatkeeper/contracts';
import type { StoredLine } from './ledger.schema.js';

/** The parts of an event's envelope that a line keeps. */
export interface Told {
  id: string;
  time: string;
  sequence?: number | undefined;
  /** The call that caused it, which comes along with the event. */
  requestId?: string | undefined;
}

type NewLine = Omit<StoredLine, 'version'>;

export function lineOfPurchase(data: EventData<typeof seatsPurchased>, told: Told): NewLine {
  const { accountId, product, actor, purchaseId, quantity, eventId } = data;
  return {
    ...lineOf(accountId, told),
    product,
    actor,
    kind: 'purchased',
    purchased: quantity,
    used: 0,
    purchaseId,
    ...(eventId !== undefined && { toldBy: eventId }),
  };
}

export function lineOfReduction(data: EventData<typeof seatsReduced>, told: Told): NewLine {
  const { accountId, product, actor, reductionId, quantity, purchaseId, eventId } = data;
  return {
    ...lineOf(accountId, told),
    product,
    actor,
    kind: 'reduced',
    purchased: -quantity,
    used: 0,
    reductionId,
    ...(purchaseId !== undefined && { purchaseId }),
    ...(eventId !== undefined && { toldBy: eventId }),
  };
}

export function lineOfCorrection(data: EventData<typeof purchaseCorrected>, told: Told): NewLine {
  const { accountId, product, actor, purchaseId, quantity, reason } = data;
  const line = lineOf(accountId, told);
  return { ...line, product, actor, kind: 'corrected', purchased: quantity, used: 0, purchaseId, reason };
}

/** One more is there than is bought, or one fewer. */
export function lineOfOverage(
  data: EventData<typeof overageTaken> | EventData<typeof overageSettled>,
  told: Told,
): NewLine {
  const { accountId, product, actor, seatId } = data;
  const line = { ...lineOf(accountId, told), product, actor, kind: 'overage' as const, used: 0 };
  // Not the seat: a line of a seat tells who holds it.
  const cause = { purchaseId: seatId };
  return 'userId' in data ? { ...line, ...cause, purchased: 1 } : { ...line, ...cause, purchased: -1 };
}

export const lineOfClaim = (data: EventData<typeof seatClaimed>, told: Told): NewLine => ({
  ...lineOfSeat(data, told),
  kind: 'claimed',
  used: 1,
});

export const lineOfFreeing = (data: EventData<typeof seatFreed>, told: Told): NewLine => ({
  ...lineOfSeat(data, told),
  kind: 'freed',
  used: -1,
});

export const lineOfSwap = (data: EventData<typeof seatSwapped>, told: Told): NewLine => ({
  ...lineOfSeat(data, told),
  kind: 'swapped',
  used: 0,
  previousUserId: data.previousUserId,
});

const lineOf = (accountId: string, { id, time, requestId }: Told) => ({
  _id: `${accountId}/${id}`,
  accountId,
  eventId: id,
  at: new Date(time),
  ...(requestId !== undefined && { requestId }),
});

function lineOfSeat(data: EventData<typeof seatClaimed>, told: Told) {
  const { accountId, product, actor, seatId, userId } = data;
  const sequence = told.sequence ?? 0;
  return { ...lineOf(accountId, told), product, actor, purchased: 0, seatId, sequence, userId };
}

/** The seats of a product at a past moment: the sum of all lines up to and with it, in whatever order they come. */
export function countsAt(
  lines: readonly Pick<LedgerLine, 'at' | 'purchased' | 'used'>[],
  moment: Date,
): { purchased: number; used: number } {
  const sum = { purchased: 0, used: 0 };
  for (const { at, purchased, used } of lines) {
    if (Date.parse(at) > moment.getTime()) continue;
    sum.purchased += purchased;
    sum.used += used;
  }
  return sum;
}

export function toLedgerLine(line: StoredLine): LedgerLine {
  const { eventId, at, product, kind, purchased, used, actor } = line;
  const { toldBy, purchaseId, reductionId, seatId, userId, previousUserId, reason, requestId } = line;
  const about = { purchaseId, reductionId, seatId, userId, previousUserId, reason, requestId };
  const cause = { actor, eventId: toldBy, ...about };
  return { id: eventId, at: at.toISOString(), product, kind, purchased, used, cause };
}
