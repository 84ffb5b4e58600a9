import { fold } from '@seatkeeper/text';

/** What stands for one mailbox: `ann+1@firm.example` and `Ann@firm.example` end up in the same. */
export const mailboxOf = (address: string): string => fold(address).replace(/\+[^@]*(?=@)/u, '');
