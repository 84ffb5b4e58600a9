import { defineLease } from '@seatkeeper/mongo';

/** The patience is longer than a mail server may think after it has got a mail. */
export const deliveryLease = defineLease({ name: 'deliveries', ms: 5_000, patienceMs: 900_000 });
