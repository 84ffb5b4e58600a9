import type { Invitation } from '@seatkeeper/contracts';
import { type IndexSpec, moment, text, goesOnByItself, HOUR_MS, MINUTE_MS } from '@seatkeeper/mongo';
import { type MailedLink, mailedLinkFields } from './mailed-links.schema.js';

export interface StoredInvitation extends MailedLink {
  state: 'open' | 'accepted' | 'expired' | 'revoked';
  mail: { state: Invitation['mail']['state']; at: Date; reason?: string };
  /** When who has not accepted is reminded next; absent when they are not. */
  remindAt?: Date;
  /** How many reminders were sent. */
  reminders?: number;
}

/** Enough to say of an old link what became of it. */
export type PastInvitation = Pick<StoredInvitation, 'id' | 'tokenHash' | 'expiresAt'> & {
  state: 'accepted' | 'expired' | 'revoked';
};

export const invitationFields = {
  invitation: {
    type: {
      ...mailedLinkFields,
      mail: { type: { state: text, at: moment, reason: { type: String } } },
      remindAt: { type: Date },
      reminders: { type: Number },
    },
  },
  pastInvitations: {
    type: [{ id: text, tokenHash: text, state: text, expiresAt: moment }],
    required: true,
  },
  invitedAt: { type: String },
};

/** Of a filter and the order of the list; users who were never invited are not in it. */
const ofInvitations = (name: string, filter: string, order: string) => ({
  name,
  keys: { accountId: 1, [`invitation.${filter}`]: 1, [`invitation.${order}`]: 1, _id: 1 } as const,
  where: { 'invitation.id': { $exists: true } },
});

export const invitationIndexes: readonly IndexSpec[] = [
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
    name: 'open-invitations-by-end',
    keys: { 'invitation.expiresAt': 1 },
    where: { 'invitation.state': 'open' },
    awaited: { kind: 'expired invitations', lateMs: 5 * MINUTE_MS, remedy: goesOnByItself },
  },
  {
    name: 'reminders-by-time',
    keys: { 'invitation.remindAt': 1 },
    where: { 'invitation.remindAt': { $exists: true } },
    awaited: { kind: 'invitation reminders', lateMs: HOUR_MS, remedy: goesOnByItself },
  },
  ofInvitations('invitations-by-time', 'state', 'createdAt'),
  ofInvitations('invitations-by-end', 'state', 'expiresAt'),
  ofInvitations('invitations-by-mail', 'mail.state', 'createdAt'),
];
