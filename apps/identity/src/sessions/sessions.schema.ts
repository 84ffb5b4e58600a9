import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** What a session that a browser's cookie keeps has besides; the cookie may miss an answer, and several tabs share it. */
export interface CookieKept {
  /** With it the next token follows from the one before: only both together tell it, and this one leaves the house with nobody. */
  chain: string;
  /** SHA-256 of the token before the one that works now. */
  before?: string;
  /** Whether the answer with the token that works now has reached the browser: an access token of it has been used. */
  arrived?: boolean;
}

/** An account below the own one that was entered by a session, and when that was told. */
export interface Entry {
  accountId: string;
  at: Date;
}

export interface StoredSession extends Stored {
  userId: string;
  /** The user's sessionEpoch at the start; a password change, ban or deactivation counts it up and so ends this. */
  epoch: number;
  /** SHA-256 of the part that every refresh token of this session shares. */
  familyHash: string;
  /** SHA-256 of the one refresh token that works now. */
  tokenHash: string;
  /** What the last refreshes made of it, as hashes: a request that made one of them and comes again is no thief. */
  rotations?: string[];
  cookie?: CookieKept;
  /** Until when it counts that its user has shown that it is they, and by which command where that was not the sign-in. */
  provedUntil?: Date;
  provedBy?: string;
  /** The connection to the identity provider that vouched for the user, where one did. */
  connectionId?: string;
  entries?: Entry[];
  createdAt: Date;
  refreshedAt: Date;
  /** When it was used last, to the minute; absent in what was opened before this was noted. */
  seenAt?: Date;
  /** Where it was opened, or refreshed last. */
  address?: string;
  /** What the program there said of itself. */
  client?: string;
  /** It is over by then: nobody refreshed it for long, or it is as old as the account lets one get. */
  expiresAt: Date;
  ended?: { at: Date; cause: 'signed-out' | 'ended' | 'token-reuse' };
  /** When the document goes; later than its end, so that what it still has to tell gets out. */
  purgeAt: Date;
}

export const sessions = defineCollection<StoredSession>({
  name: 'sessions',
  fields: {
    userId: { type: String, required: true },
    epoch: { type: Number, required: true },
    familyHash: { type: String, required: true },
    tokenHash: { type: String, required: true },
    rotations: { type: [String], default: undefined },
    cookie: { type: { chain: String, before: String, arrived: Boolean } },
    provedUntil: { type: Date },
    provedBy: { type: String },
    connectionId: { type: String },
    entries: { type: [{ _id: false, accountId: String, at: Date }], default: undefined },
    createdAt: { type: Date, required: true },
    refreshedAt: { type: Date, required: true },
    seenAt: { type: Date },
    address: { type: String },
    client: { type: String },
    expiresAt: { type: Date, required: true },
    ended: { type: { at: Date, cause: String } },
    purgeAt: { type: Date, required: true },
  },
  indexes: [
    { name: 'purge', keys: { purgeAt: 1 }, ttlSeconds: 0 },
    { name: 'sessions-of-user', keys: { accountId: 1, userId: 1, refreshedAt: -1 } },
  ],
});
