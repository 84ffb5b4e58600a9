import type { Actor } from '@seatkeeper/contracts';

/** Seats that are to go on a day. */
export interface Booking {
  reductionId: string;
  product: string;
  seats: number;
  /** `renewal`: the day moves with that of the renewal. */
  when: 'renewal' | 'date';
  effectiveAt: Date;
  bookedBy: Actor;
}

export const bookingFields = {
  _id: false,
  reductionId: { type: String, required: true },
  product: { type: String, required: true },
  seats: { type: Number, required: true },
  when: { type: String, enum: ['renewal', 'date'], required: true },
  effectiveAt: { type: Date, required: true },
  bookedBy: { type: Object, required: true },
};
