import { type IndexSpec, text } from '@seatkeeper/mongo';
import { type MailedLink, mailedLinkFields } from './mailed-links.schema.js';

/**
 * Another address of somebody who has one that counts. It is kept when it is over, so that its link can say so, and so that the
 * address it came from is told also when the next one was asked for by then.
 */
export interface StoredEmailChange extends MailedLink {
  state: 'open' | 'confirmed' | 'ended';
  /** The address before. */
  from: string;
}

export const emailChangeFields = {
  emailChanges: { type: [{ ...mailedLinkFields, from: text }], default: undefined },
};

export const emailChangeIndexes: readonly IndexSpec[] = [
  {
    name: 'email-change-by-token',
    keys: { 'emailChanges.tokenHash': 1 },
    where: { 'emailChanges.tokenHash': { $exists: true } },
  },
];
