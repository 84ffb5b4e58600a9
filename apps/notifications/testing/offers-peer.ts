import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getOfferLetter,
  type Input,
  listToldOfOffers,
  type OfferLetter,
  type OfferSide,
  type Output,
} from '@seatkeeper/contracts';

interface Told {
  accountId: string;
  side: OfferSide;
  letter: OfferLetter;
}

/** Stands in for identity where accounts are asked to become affiliates of others. */
@Controller()
export class OffersPeer {
  /** Who is told, by user. */
  readonly told = new Map<string, Told>();
  /** Offers that are open no more, and accounts that are affiliates no more. */
  readonly over = new Set<string>();

  @Handle(listToldOfOffers)
  async list({ accountId, side }: Input<typeof listToldOfOffers>): Promise<Output<typeof listToldOfOffers>> {
    const there = [...this.told].filter(([, told]) => told.accountId === accountId && told.side === side);
    return { items: there.map(([userId, { letter }]) => ({ userId, sendTo: letter.sendTo })) };
  }

  @Handle(getOfferLetter)
  async letter(asked: Input<typeof getOfferLetter>): Promise<Output<typeof getOfferLetter>> {
    const told = this.told.get(asked.userId);
    const side: OfferSide = asked.about === 'made' ? 'asked' : 'offering';
    const isOver = this.over.has(asked.about === 'accepted' ? asked.affiliateId : asked.offerId);
    const isTold = told?.accountId === asked.accountId && told.side === side;
    return { letter: isTold && !isOver ? told.letter : null };
  }
}
