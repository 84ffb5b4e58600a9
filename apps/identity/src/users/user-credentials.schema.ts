import type { Actor, Permission } from '@seatkeeper/contracts';
import { type IndexSpec, moment, text } from '@seatkeeper/mongo';
import mongoose from 'mongoose';
import { type MailedLink, mailedLinkFields } from './mailed-links.schema.js';

/** A link that sets a new password; it works until it is used, the password or the address changes, or a newer one is sent. */
export interface StoredPasswordReset extends MailedLink {
  state: 'open' | 'ended';
}

/** What somebody signs in with besides the password. */
export interface StoredFactor {
  id: string;
  /** Sealed: neither the database nor a backup shows it. */
  secret: string;
  addedAt: Date;
  /** Hashes of the recovery codes that were not used yet. */
  recoveryCodes: string[];
}

/** A factor that does not count before a code of it has come. */
export interface StoredEnrolment {
  id: string;
  secret: string;
  expiresAt: Date;
}

/** As whom an identity provider knows the user. */
export interface StoredSsoLink {
  /** Made of the provider, the client and the provider's own id of the user, which is stored nowhere. */
  id: string;
  /** Made of the provider and the client: a user has one identity with each. */
  provider: string;
  connectionId: string;
  linkedAt: Date;
}

/** A key a program acts by. What is revoked, or ended with its user's access, is gone from here for good. */
export interface StoredApiKey {
  id: string;
  /** SHA-256 of its secret, which is stored nowhere. */
  secretHash: string;
  name: string;
  scopes: Permission[];
  createdAt: Date;
  createdBy: Actor;
  /** Absent in one that works until it is revoked. */
  expiresAt?: Date;
  /** To the minute, and noted without a new version of the user. */
  lastUsedAt?: Date;
}

const { Mixed } = mongoose.Schema.Types;

export const credentialFields = {
  passwordReset: { type: mailedLinkFields },
  secondFactor: {
    type: { id: text, secret: text, addedAt: moment, recoveryCodes: { type: [String], required: true } },
  },
  codeUse: { type: { step: { type: Number, required: true }, attempt: text } },
  factorEnrolment: { type: { id: text, secret: text, expiresAt: moment } },
  factorChanged: { type: { at: moment, by: { type: Mixed, required: true } } },
  ssoLinks: {
    type: [{ id: text, provider: text, connectionId: text, linkedAt: moment }],
    default: undefined,
  },
  apiKeys: {
    type: [
      {
        id: text,
        secretHash: text,
        name: text,
        scopes: { type: [String], required: true },
        createdAt: moment,
        createdBy: { type: Mixed, required: true },
        expiresAt: { type: Date },
        lastUsedAt: { type: Date },
      },
    ],
    default: undefined,
  },
};

export const credentialIndexes: readonly IndexSpec[] = [
  {
    name: 'one-user-per-sso-link',
    keys: { accountId: 1, 'ssoLinks.id': 1 },
    unique: true,
    where: { 'ssoLinks.id': { $exists: true } },
  },
  {
    name: 'password-reset-by-token',
    keys: { 'passwordReset.tokenHash': 1 },
    where: { 'passwordReset.tokenHash': { $exists: true } },
  },
  {
    name: 'user-by-api-key',
    keys: { 'apiKeys.id': 1 },
    where: { 'apiKeys.id': { $exists: true } },
  },
];
