import type { Actor, Locale, Policies } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  leaseField,
  type Stored,
  type StoredLease,
  goesOnByItself,
  HOUR_MS,
} from '@seatkeeper/mongo';
import mongoose from 'mongoose';
import { hierarchyFields, hierarchyIndexes, type PlaceInHierarchy } from './hierarchy.schema.js';
import { openingLease } from './opening-lease.js';
import { type SsoEnforcement, ssoFields, type StoredSsoConnection } from './sso.schema.js';

/** What a sign-up that was interrupted needs to go on. The password itself is never stored. */
export interface Opening {
  admin: {
    userId: string;
    username: string;
    firstName: string;
    lastName: string;
    passwordHash: string;
    /** Somebody else knows the password. */
    mustChangePassword?: boolean;
  };
  /** Who opens it, if not the admin: somebody of the account above. */
  by?: Actor;
  /** Who is at it. */
  lease: StoredLease;
}

/** The mail that asks its reader whether the account is theirs. Only the hash of its link is kept. */
export interface Confirmation {
  id: string;
  tokenHash: string;
  /** Who signed up. */
  userId: string;
  sentTo: string;
  expiresAt: Date;
  /** Since then the account is known to be of somebody who reads that address. */
  confirmedAt?: Date;
}

/** When the next digest for administrators is due, and which was the last. */
export interface StoredDigest {
  /** Absent until it is planned, and once what it follows from was changed. */
  nextAt?: Date;
  id?: string;
  from?: Date;
  to?: Date;
}

export interface StoredAccount extends Stored, PlaceInHierarchy {
  slug: string;
  name: string;
  locale: Locale;
  timeZone: string;
  /** What was decided; the rest is as usual. */
  policies?: Partial<Policies>;
  /** Ids of the active global admins. This one array decides who is the last. */
  globalAdmins: string[];
  /** The newest command about each user who is or was counted among them: an older one changes nothing. */
  adminFences?: Record<string, number>;
  createdAt: Date;
  /** From then on its seats and users are compared again. */
  reconcileAt: Date;
  digest?: StoredDigest;
  /** There from the first write of the sign-up until its last. */
  opening?: Opening;
  /** Accounts from before there were confirmations, or that the vendor opened, have none and need none. */
  confirmation?: Confirmation;
  /** Absent while there is none. */
  ssoConnections?: StoredSsoConnection[];
  /** Of all its connections together: no other account has one of them. */
  provedDomains?: string[];
  ssoEnforcement?: SsoEnforcement;
  /** There while its people are kept out: since when, and why. */
  suspension?: { since: Date; reason: string };
  /** Decisions of operators that were carried out. */
  commands?: DoneCommand[];
}

/** Small and the same for everybody, so it stays unsharded: only there can a slug be unique. */
export const accounts = defineCollection<StoredAccount>({
  name: 'accounts',
  fields: {
    slug: { type: String, required: true },
    name: { type: String, required: true },
    locale: { type: String, required: true },
    timeZone: { type: String, required: true },
    policies: {
      type: {
        sessionDays: Number,
        defaultGroup: String,
        secondFactor: String,
        invitationReminders: Boolean,
        digest: String,
        provisioningSignIn: String,
        provisioningWhenNoSeat: String,
      },
    },
    globalAdmins: { type: [String], required: true },
    adminFences: { type: mongoose.Schema.Types.Mixed },
    createdAt: { type: Date, required: true },
    reconcileAt: { type: Date, required: true },
    digest: { type: { nextAt: Date, id: String, from: Date, to: Date } },
    opening: {
      type: {
        admin: {
          userId: String,
          username: String,
          firstName: String,
          lastName: String,
          passwordHash: String,
          mustChangePassword: Boolean,
        },
        by: mongoose.Schema.Types.Mixed,
        lease: leaseField,
      },
    },
    confirmation: {
      type: {
        id: String,
        tokenHash: String,
        userId: String,
        sentTo: String,
        expiresAt: Date,
        confirmedAt: Date,
      },
    },
    suspension: { type: { since: Date, reason: String } },
    commands: commandsField,
    ...ssoFields,
    ...hierarchyFields,
  },
  indexes: [
    { name: 'one-account-per-slug', keys: { slug: 1 }, unique: true },
    {
      name: 'by-reconciliation',
      keys: { reconcileAt: 1 },
      awaited: { kind: 'accounts to compare users and seats of', lateMs: HOUR_MS, remedy: goesOnByItself },
    },
    { name: 'by-digest', keys: { 'digest.nextAt': 1 } },
    {
      name: 'one-account-per-confirmation',
      keys: { 'confirmation.tokenHash': 1 },
      unique: true,
      where: { 'confirmation.tokenHash': { $exists: true } },
    },
    {
      name: 'one-account-per-domain',
      keys: { provedDomains: 1 },
      unique: true,
      where: { provedDomains: { $exists: true } },
    },
    openingLease.index,
    ...hierarchyIndexes,
  ],
});
