import { ids, liam, liamWaiting, mei } from './harbour-lane.js';
import { reduction } from './orders.js';

type Named = Record<'id' | 'username' | 'firstName' | 'lastName' | 'status', string>;

const named = ({ id, username, firstName, lastName, status }: Named) => ({
  id,
  username,
  firstName,
  lastName,
  status,
});

const waiting = {
  position: 1,
  user: named(liamWaiting),
  since: '2026-03-09T09:15:00.000Z',
  products: ['core'],
  invitedBy: { type: 'user', id: ids.ada },
};

const now = { purchased: 10, used: 10, free: 0, overAllocated: 0 };
const then = { purchased: 8, used: 10, free: 0, overAllocated: 2 };

/** Ten of ten seats are in use, and two people wait. */
export const seatAnswers = {
  forecast: {
    200: {
      product: 'core',
      timeZone: 'Europe/Paris',
      at: '2027-02-28',
      endsAt: '2027-02-28T23:00:00.000Z',
      now,
      then,
      changes: [
        {
          kind: 'reduction',
          at: reduction.effectiveAt,
          reductionId: reduction.id,
          seats: -reduction.seats,
          ...then,
          verdict: 'too-large',
          detail: '8 seats of core are left, and 10 are used: 2 have to be given back by then.',
        },
      ],
      renewsAt: reduction.effectiveAt,
      staying: { invitationsOver: 1, bansOver: 0 },
    },
  },
  listWaiting: { 200: { items: [waiting], nextCursor: null, total: 1 } },
  moveWaiting: { 200: waiting },
  why: {
    200: {
      product: 'core',
      for: 'invite',
      seats: 1,
      refusal: {
        code: 'no-free-seat',
        detail: '10 of 10 purchased seats of core are in use.',
        members: { product: 'core', purchased: 10, used: 10 },
      },
      purchased: 10,
      used: 10,
      free: 0,
      overAllocated: 0,
      short: 1,
      scheduled: [reduction],
      renewsAt: '2026-04-09T08:00:00.000Z',
      ways: [
        {
          way: 'order-seats',
          permission: 'seats.purchase',
          detail: 'Order 1 seat of core.',
          allowed: false,
        },
        {
          way: 'withdraw-invitation',
          permission: 'users.invite',
          detail: 'Withdraw an invitation that nobody accepts: it holds a seat.',
          allowed: true,
        },
      ],
      waiting: 2,
      holders: {
        active: {
          count: 8,
          items: [
            { user: named(mei), lastActiveAt: '2026-01-14T07:31:00.000Z', invitation: null, ban: null },
          ],
        },
        invited: {
          count: 1,
          items: [
            {
              user: named(liam),
              lastActiveAt: null,
              invitation: {
                state: 'open',
                createdAt: '2026-03-09T09:15:00.000Z',
                expiresAt: '2026-03-16T09:15:00.000Z',
              },
              ban: null,
            },
          ],
        },
        banned: { count: 1, items: [] },
      },
    },
  },
};
