import type { Actor, Locale, Permission, User, UserStatus } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  leaseField,
  type Stored,
} from '@seatkeeper/mongo';
import mongoose from 'mongoose';
import { type Flow, flowLease } from './stored-flows.js';
import type { UnitReference } from './unit-references.js';

export interface StoredInvitation {
  id: string;
  /** SHA-256 of the link's token. The token itself is derived when the mail is sent, and stored nowhere. */
  tokenHash: string;
  state: 'open' | 'accepted' | 'expired' | 'revoked';
  sentTo: string;
  by: Actor;
  createdAt: Date;
  expiresAt: Date;
  mail: { state: 'queued' | 'sent' | 'failed'; at: Date; reason?: string };
}

/** A link that sets a new password; it works until it is used, the password or the address changes, or a newer one is sent. */
export interface StoredPasswordReset {
  id: string;
  /** SHA-256 of the link's token, which is derived as that of an invitation is. */
  tokenHash: string;
  state: 'open' | 'ended';
  sentTo: string;
  by: Actor;
  createdAt: Date;
  expiresAt: Date;
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

/** Enough to say of an old link what became of it. */
export type PastInvitation = Pick<StoredInvitation, 'id' | 'tokenHash' | 'expiresAt'> & {
  state: 'accepted' | 'expired' | 'revoked';
};

/** What was done when the user was deactivated: asked again, the answer is the same. */
interface Offboarding {
  at: Date;
  seatsFreed: number;
  reassignmentId?: string;
  replacedBy?: { userId: string; seatsSwapped: number };
}

/**
 * A user is one document: profile, status, invitation, ban and the flow that runs, so that one conditional
 * write decides whatever two callers can race for.
 */
export interface StoredUser extends Stored {
  username: string;
  /** Every username the user ever had, and what each looks like: nobody else of the account gets one of them. */
  names: string[];
  /** Given when the user first holds a seat or waits for one. */
  userCode?: string;
  type: 'standard' | 'service';
  status: UserStatus;
  firstName: string;
  lastName: string;
  email: string;
  title: string | null;
  phones: User['phones'];
  address: User['address'];
  offices: UnitReference[];
  department: UnitReference | null;
  seniority: UnitReference | null;
  reportsTo: string | null;
  products: string[];
  groups: string[];
  globalAdmin: boolean;
  customFields: User['customFields'];
  locale: Locale;
  passwordHash?: string;
  /** Absent while it is the first one. */
  passwordChangedAt?: Date;
  mustChangePassword: boolean;
  /** Who set the password that the user has to change; absent for one of the user's own choice. */
  temporaryPasswordBy?: Actor;
  passwordReset?: StoredPasswordReset;
  /** A session carries the epoch it was opened in; one that is behind has ended. */
  sessionEpoch: number;
  /** The session that goes on in this epoch although it was opened in an earlier one. */
  keptSession?: { id: string; epoch: number };
  /** Absent while there is none. */
  apiKeys?: StoredApiKey[];
  invitedBy: Actor;
  invitation?: StoredInvitation;
  pastInvitations: PastInvitation[];
  /** The folded address of the open invitation, or of the one that somebody who is being invited will get: no two have the same. */
  invitedAt?: string;
  ban?: { reason: string; since: Date; until: Date | null };
  waitingSince?: Date;
  lastActiveAt?: Date;
  flow?: Flow;
  /** The commands that changed the user of late, so that one that comes again is known to be done. */
  commands?: DoneCommand[];
  offboarding?: Offboarding;
  /** Folded beginnings of words that a search can find. */
  search: string[];
  sortKeys: SortKeys;
  createdAt: Date;
  updatedAt: Date;
}

/** Columns as lists are sorted by them: folded, and never missing. */
export interface SortKeys {
  lastName: string;
  firstName: string;
  userCode: string;
  department: string;
  title: string;
  seniority: number;
  lastActiveAt: Date;
}

const { Mixed } = mongoose.Schema.Types;
const text = { type: String, required: true };
const moment = { type: Date, required: true };
const count = { type: Number, required: true };

const listed = (name: string, field: string) => ({
  name,
  keys: { accountId: 1, [field]: 1, _id: 1 } as const,
});

/** Of a filter and the order of the list; users who were never invited are not in it. */
const ofInvitations = (name: string, filter: string, order: string) => ({
  name,
  keys: { accountId: 1, [`invitation.${filter}`]: 1, [`invitation.${order}`]: 1, _id: 1 } as const,
  where: { 'invitation.id': { $exists: true } },
});

export const users = defineCollection<StoredUser>({
  name: 'users',
  fields: {
    username: text,
    names: { type: [String], required: true },
    userCode: { type: String },
    type: text,
    status: text,
    firstName: text,
    lastName: text,
    email: text,
    title: { type: String, default: null },
    phones: { type: Mixed, required: true },
    address: { type: Mixed, required: true },
    offices: { type: [{ id: text, name: text }], required: true },
    department: { type: { id: text, name: text }, default: null },
    seniority: { type: { id: text, name: text, rank: count }, default: null },
    reportsTo: { type: String, default: null },
    products: { type: [String], required: true },
    groups: { type: [String], required: true },
    globalAdmin: { type: Boolean, required: true },
    customFields: { type: Mixed, required: true },
    locale: text,
    passwordHash: { type: String },
    passwordChangedAt: { type: Date },
    mustChangePassword: { type: Boolean, required: true },
    temporaryPasswordBy: { type: Mixed },
    passwordReset: {
      type: {
        id: text,
        tokenHash: text,
        state: text,
        sentTo: text,
        by: { type: Mixed, required: true },
        createdAt: moment,
        expiresAt: moment,
      },
    },
    sessionEpoch: { type: Number, required: true },
    keptSession: { type: { id: text, epoch: count } },
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
    invitedBy: { type: Mixed, required: true },
    invitation: {
      type: {
        id: text,
        tokenHash: text,
        state: text,
        sentTo: text,
        by: { type: Mixed, required: true },
        createdAt: moment,
        expiresAt: moment,
        mail: { type: { state: text, at: moment, reason: { type: String } } },
      },
    },
    pastInvitations: {
      type: [{ id: text, tokenHash: text, state: text, expiresAt: moment }],
      required: true,
    },
    invitedAt: { type: String },
    ban: { type: { reason: text, since: moment, until: { type: Date, default: null } } },
    waitingSince: { type: Date },
    lastActiveAt: { type: Date },
    flow: {
      type: {
        id: text,
        kind: text,
        step: text,
        // Not required: Mongoose drops an empty object from within another one.
        input: { type: Mixed },
        by: { type: Mixed, required: true },
        startedAt: moment,
        lease: leaseField,
      },
    },
    commands: commandsField,
    offboarding: {
      type: {
        at: moment,
        seatsFreed: { type: Number, required: true },
        reassignmentId: { type: String },
        replacedBy: { type: { userId: text, seatsSwapped: { type: Number, required: true } } },
      },
    },
    search: { type: [String], required: true },
    sortKeys: {
      type: {
        lastName: text,
        firstName: text,
        userCode: text,
        department: text,
        title: text,
        seniority: count,
        lastActiveAt: moment,
      },
      required: true,
    },
    createdAt: moment,
    updatedAt: moment,
  },
  indexes: [
    { name: 'one-user-per-username', keys: { accountId: 1, username: 1 }, unique: true },
    { name: 'one-user-per-name', keys: { accountId: 1, names: 1 }, unique: true },
    {
      name: 'one-user-per-code',
      keys: { accountId: 1, userCode: 1 },
      unique: true,
      where: { userCode: { $exists: true } },
    },
    {
      name: 'one-invitation-per-address',
      keys: { accountId: 1, invitedAt: 1 },
      unique: true,
      where: { invitedAt: { $exists: true } },
    },
    {
      name: 'invitation-by-token',
      keys: { 'invitation.tokenHash': 1 },
      where: { 'invitation.tokenHash': { $exists: true } },
    },
    {
      name: 'past-invitation-by-token',
      keys: { 'pastInvitations.tokenHash': 1 },
      where: { 'pastInvitations.tokenHash': { $exists: true } },
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
    {
      name: 'open-invitations-by-end',
      keys: { 'invitation.expiresAt': 1 },
      where: { 'invitation.state': 'open' },
    },
    ofInvitations('invitations-by-time', 'state', 'createdAt'),
    ofInvitations('invitations-by-end', 'state', 'expiresAt'),
    ofInvitations('invitations-by-mail', 'mail.state', 'createdAt'),
    flowLease.index,
    { name: 'bans-by-end', keys: { 'ban.until': 1 }, where: { status: 'banned' } },
    {
      name: 'waiting-by-time',
      keys: { accountId: 1, waitingSince: 1, _id: 1 },
      where: { status: 'waiting' },
    },
    { name: 'global-admins', keys: { accountId: 1, _id: 1 }, where: { globalAdmin: true } },
    listed('users-by-product', 'products'),
    listed('users-by-status', 'status'),
    listed('users-by-type', 'type'),
    listed('users-in-office', 'offices.id'),
    listed('users-in-department', 'department.id'),
    listed('users-of-seniority', 'seniority.id'),
    listed('users-by-group', 'groups'),
    listed('users-by-manager', 'reportsTo'),
    listed('users-by-word', 'search'),
    listed('users-by-last-name', 'sortKeys.lastName'),
    listed('users-by-first-name', 'sortKeys.firstName'),
    listed('users-by-code', 'sortKeys.userCode'),
    listed('users-by-department', 'sortKeys.department'),
    listed('users-by-title', 'sortKeys.title'),
    listed('users-by-seniority', 'sortKeys.seniority'),
    listed('users-by-last-activity', 'sortKeys.lastActiveAt'),
    listed('users-by-creation', 'createdAt'),
  ],
});
