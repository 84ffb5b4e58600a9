import type { Actor } from '@seatkeeper/contracts';
import { moment, text } from '@seatkeeper/mongo';
import mongoose from 'mongoose';

/** A link that was sent to somebody's address, and is good for one thing once. */
export interface MailedLink {
  id: string;
  /** SHA-256 of the link's token. The token itself is derived when the mail is sent, and stored nowhere. */
  tokenHash: string;
  state: string;
  sentTo: string;
  by: Actor;
  createdAt: Date;
  expiresAt: Date;
}

export const mailedLinkFields = {
  id: text,
  tokenHash: text,
  state: text,
  sentTo: text,
  by: { type: mongoose.Schema.Types.Mixed, required: true },
  createdAt: moment,
  expiresAt: moment,
};
