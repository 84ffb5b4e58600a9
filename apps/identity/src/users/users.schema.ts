import type { Actor, Distribution, Locale, User, UserStatus, Visibility } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  leaseField,
  type Stored,
  moment,
  text,
  goesOnByItself,
  HOUR_MS,
  MINUTE_MS,
} from '@seatkeeper/mongo';
import mongoose from 'mongoose';
import {
  credentialFields,
  credentialIndexes,
  type StoredApiKey,
  type StoredEnrolment,
  type StoredFactor,
  type StoredPasswordReset,
  type StoredSsoLink,
} from './user-credentials.schema.js';
import { type Flow, flowLease } from './stored-flows.js';
import {
  emailChangeFields,
  emailChangeIndexes,
  type StoredEmailChange,
} from './user-email-changes.schema.js';
import {
  invitationFields,
  invitationIndexes,
  type PastInvitation,
  type StoredInvitation,
} from './user-invitations.schema.js';
import { listIndexes, type SortKeys, sortKeysField } from './user-lists.schema.js';
import { type StoredOverride, sharedItemsField, sharedItemsIndex } from './user-overrides.schema.js';
import type { UnitReference } from './unit-references.js';

/** What was done when the user was deactivated: asked again, the answer is the same. */
interface Offboarding {
  at: Date;
  seatsFreed: number;
  reassignmentId?: string;
  replacedBy?: { userId: string; seatsSwapped: number; groupsManaged?: number };
}

/** A seat of the user that is one of those too many. */
export interface SeatSuspension {
  product: string;
  since: Date;
}

/** What is planned for a day, and whose word it is. */
export interface StoredPlan {
  on: string;
  /** When it is due, or to be tried again. */
  dueAt: Date;
  by: Actor;
  asManager?: true;
  plannedAt: Date;
  /** Since when it cannot be done, and why. */
  refusal?: { code: string; detail: string; at: Date };
}

/** A joining that is planned for somebody who was never here. */
export type StoredArrival = StoredPlan;

/** A leaving that is planned. */
export interface StoredDeparture extends StoredPlan {
  reason?: string;
  reassign?: { reassignmentId: string; plan: Distribution };
}

/**
 * A user is one document: profile, status, invitation, ban and the flow that runs, so that one conditional
 * write decides whatever two callers can race for.
 */
/** A line that is about to be drawn; nobody waits for it any longer than until then. */
export interface PlannedLine {
  id: string;
  to: string;
  until: Date;
}

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
  /** Whom the user is about to report to, by those who are at it. */
  plannedLines?: PlannedLine[];
  products: string[];
  groups: string[];
  globalAdmin: boolean;
  /** Whose data the user may see; absent it is everybody's. */
  visibility?: Visibility;
  /** As whom the identity provider knows the user that provisions people. */
  externalId?: string;
  /** When that provider removed the user: it does not find them for as long as they are deactivated. */
  unprovisionedAt?: Date;
  customFields: User['customFields'];
  /** Absent while everything is as the groups of the user have it. */
  sharedItems?: StoredOverride[];
  locale: Locale;
  passwordHash?: string;
  /** Absent while it is the first one. */
  passwordChangedAt?: Date;
  mustChangePassword: boolean;
  /** Who set the password that the user has to change; absent for one of the user's own choice. */
  temporaryPasswordBy?: Actor;
  passwordReset?: StoredPasswordReset;
  /** Other addresses that were asked for, the newest last; of these one is open at most. */
  emailChanges?: StoredEmailChange[];
  secondFactor?: StoredFactor;
  /** The last code of the app that was taken: its step of time, and what took it. Older ones, and it, work no longer. */
  codeUse?: { step: number; attempt: string };
  factorEnrolment?: StoredEnrolment;
  /** When a second factor was added or removed last, and by whom. */
  factorChanged?: { at: Date; by: Actor };
  /** A session carries the epoch it was opened in; one that is behind has ended. */
  sessionEpoch: number;
  /** The session that goes on in this epoch although it was opened in an earlier one. */
  keptSession?: { id: string; epoch: number };
  /** As whom identity providers know the user; absent while none does. */
  ssoLinks?: StoredSsoLink[];
  /** Absent while there is none. */
  apiKeys?: StoredApiKey[];
  invitedBy: Actor;
  invitation?: StoredInvitation;
  pastInvitations: PastInvitation[];
  /** The folded address of the open invitation, or of the one that somebody who is being invited will get: no two have the same. */
  invitedAt?: string;
  ban?: { reason: string; since: Date; until: Date | null };
  /** There while the user is kept out, as one of those who took their seats last, while more are held than purchased. */
  seatSuspensions?: SeatSuspension[];
  waitingSince?: Date;
  /** Where on the wait list: made of `waitingSince`, until somebody moves the user. */
  waitingPlace?: string;
  /** Until then no seat is kept for who waits, and could not be invited with one. */
  heldUpUntil?: Date;
  lastActiveAt?: Date;
  flow?: Flow;
  /** The commands that changed the user of late, so that one that comes again is known to be done. */
  commands?: DoneCommand[];
  departure?: StoredDeparture;
  /** Only of somebody who is deactivated, and never held a seat. */
  arrival?: StoredArrival;
  offboarding?: Offboarding;
  /** The custom fields as lists compare them; absent of who has none, or is just being created. */
  customKeys?: Readonly<Record<string, string>>;
  /** Folded beginnings of words that a search can find. */
  search: string[];
  sortKeys: SortKeys;
  createdAt: Date;
  updatedAt: Date;
}

const { Mixed } = mongoose.Schema.Types;
const count = { type: Number, required: true };

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
    // Not required in it: Mongoose asks the same of what takes one away.
    plannedLines: { type: [{ id: text, to: { type: String }, until: { type: Date } }], default: undefined },
    products: { type: [String], required: true },
    groups: { type: [String], required: true },
    globalAdmin: { type: Boolean, required: true },
    visibility: { type: Mixed },
    externalId: { type: String },
    unprovisionedAt: { type: Date },
    customFields: { type: Mixed, required: true },
    sharedItems: sharedItemsField,
    locale: text,
    passwordHash: { type: String },
    passwordChangedAt: { type: Date },
    mustChangePassword: { type: Boolean, required: true },
    temporaryPasswordBy: { type: Mixed },
    ...credentialFields,
    ...emailChangeFields,
    sessionEpoch: { type: Number, required: true },
    keptSession: { type: { id: text, epoch: count } },
    invitedBy: { type: Mixed, required: true },
    ...invitationFields,
    ban: { type: { reason: text, since: moment, until: { type: Date, default: null } } },
    seatSuspensions: { type: [{ _id: false, product: text, since: moment }], default: undefined },
    waitingSince: { type: Date },
    waitingPlace: { type: String },
    heldUpUntil: { type: Date },
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
    departure: {
      type: {
        on: text,
        dueAt: moment,
        reason: { type: String },
        reassign: { type: Mixed },
        by: { type: Mixed, required: true },
        asManager: { type: Boolean },
        plannedAt: moment,
        refusal: { type: Mixed },
      },
    },
    arrival: {
      type: {
        on: text,
        dueAt: moment,
        by: { type: Mixed, required: true },
        asManager: { type: Boolean },
        plannedAt: moment,
        refusal: { type: Mixed },
      },
    },
    offboarding: {
      type: {
        at: moment,
        seatsFreed: { type: Number, required: true },
        reassignmentId: { type: String },
        replacedBy: {
          type: {
            userId: text,
            seatsSwapped: { type: Number, required: true },
            groupsManaged: { type: Number },
          },
        },
      },
    },
    customKeys: { type: Mixed },
    search: { type: [String], required: true },
    sortKeys: sortKeysField,
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
      name: 'one-user-per-external-id',
      keys: { accountId: 1, externalId: 1 },
      unique: true,
      where: { externalId: { $exists: true } },
    },
    ...invitationIndexes,
    ...credentialIndexes,
    ...emailChangeIndexes,
    flowLease.index,
    {
      name: 'departures-by-day',
      keys: { 'departure.dueAt': 1 },
      where: { 'departure.dueAt': { $exists: true } },
      awaited: { kind: 'leavings whose day has come', lateMs: HOUR_MS, remedy: goesOnByItself },
    },
    {
      name: 'departures-of-account',
      keys: { accountId: 1, 'departure.on': 1, _id: 1 },
      where: { 'departure.on': { $exists: true } },
    },
    {
      name: 'arrivals-by-day',
      keys: { 'arrival.dueAt': 1 },
      where: { 'arrival.dueAt': { $exists: true } },
      awaited: { kind: 'joinings whose day has come', lateMs: HOUR_MS, remedy: goesOnByItself },
    },
    {
      name: 'arrivals-of-account',
      keys: { accountId: 1, 'arrival.on': 1, _id: 1 },
      where: { 'arrival.on': { $exists: true } },
    },
    {
      name: 'bans-by-end',
      keys: { 'ban.until': 1 },
      where: { status: 'banned' },
      awaited: { kind: 'bans that are over', lateMs: 5 * MINUTE_MS, remedy: goesOnByItself },
    },
    {
      name: 'waiting-by-place',
      keys: { accountId: 1, waitingPlace: 1, _id: 1 },
      where: { status: 'waiting' },
    },
    {
      name: 'seat-holders-by-activity',
      keys: { accountId: 1, type: 1, products: 1, status: 1, 'sortKeys.lastActiveAt': 1, _id: 1 },
    },
    { name: 'global-admins', keys: { accountId: 1, _id: 1 }, where: { globalAdmin: true } },
    {
      name: 'seat-suspended',
      keys: { accountId: 1, _id: 1 },
      where: { seatSuspensions: { $exists: true } },
    },
    sharedItemsIndex,
    ...listIndexes,
  ],
});
