import type { Bus } from '@seatkeeper/bus';
import {
  getSeatBuyerLetter,
  type Input,
  listSeatBuyers,
  type MailDue,
  type SeatBuyerLetter,
  type SeatWarning,
} from '@seatkeeper/contracts';
import type { Asked } from './mail.js';

/** Everybody who may order seats is told. */
export async function seatBuyers(
  bus: Bus,
  { accountId, actor }: Pick<SeatWarning, 'accountId' | 'actor'>,
): Promise<MailDue[]> {
  const { items } = await bus.request(listSeatBuyers, { accountId });
  return items.map((buyer) => ({ accountId, actor, ...buyer }));
}

/** The letter to one of them, with what it is about; null for who may order seats no more. */
export async function letterToBuyer<A extends object>(
  bus: Bus,
  to: Input<typeof getSeatBuyerLetter>,
  about: A,
): Promise<Asked<SeatBuyerLetter & A>> {
  const { letter } = await bus.request(getSeatBuyerLetter, to);
  return letter && { letter: { ...letter, ...about } };
}
