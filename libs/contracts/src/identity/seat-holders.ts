import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { Product, Timestamp } from '../people.js';
import { InvitationState, User } from './user.js';
import { Viewer } from './viewer.js';
import { UserReference } from './user-references.js';

/** The most people of one kind that are named at once. */
export const SEAT_HOLDERS_MAX = 50;

/** Somebody who holds a seat, with what tells whether it is needed. */
export const SeatHolder = z.object({
  user: UserReference.omit({ locale: true }),
  lastActiveAt: Timestamp.nullable().describe('To the minute; null for who never was'),
  invitation: z
    .object({ state: InvitationState, createdAt: Timestamp, expiresAt: Timestamp })
    .nullable()
    .describe('The invitation that is not accepted yet'),
  ban: User.shape.ban.unwrap().omit({ reason: true }).nullable(),
});
export type SeatHolder = z.infer<typeof SeatHolder>;

const holders = (whom: string) =>
  z
    .object({ count: z.int(), items: z.array(SeatHolder) })
    .describe(`${whom}; the first of them are named to who sees everybody`);

/** Who should hold a seat of a product, by what they are. */
export const SeatHolders = z.object({
  active: holders('Who works, the longest idle first'),
  invited: holders('Whose invitation is not accepted, also if it has expired, the oldest first'),
  banned: holders('Who is banned and keeps the seat, the longest idle first'),
});
export type SeatHolders = z.infer<typeof SeatHolders>;

/** What runs out by a moment and frees no seat: people tend to reckon with it. */
export const SeatKeepers = z.object({
  invitationsOver: z
    .int()
    .describe(
      'Invitations that nobody has accepted and that will have expired: each keeps its seat until it is withdrawn',
    ),
  bansOver: z.int().describe('Bans that will have ended: the seat was held all along'),
});

export const countSeatKeepers = defineRequest({
  name: 'identity.seat-holders.count-over.v1',
  summary: 'How many invitations and bans of those who hold a seat of a product are over by a moment.',
  input: z.object({ accountId: AccountId, product: Product, before: Timestamp }),
  output: SeatKeepers,
});

export const listSeatHolders = defineRequest({
  name: 'identity.seat-holders.list.v1',
  summary:
    'Who holds the seats of a product and seems to need them least: a few of each status, and how many.',
  input: z.object({
    accountId: AccountId,
    product: Product,
    viewer: Viewer.optional(),
    limit: z.int().min(0).max(SEAT_HOLDERS_MAX),
  }),
  output: SeatHolders,
  faults: ['forbidden'],
});
