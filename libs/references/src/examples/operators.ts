import { account, ids, page } from './harbour-lane.js';

const overAllocated = {
  id: ids.account,
  slug: account.slug,
  name: account.name,
  openedAt: account.createdAt,
  billedBy: 'seatkeeper',
  standing: ['over-allocated', 'overdue'],
  overAllocatedSince: '2026-12-01T00:00:00.000Z',
  overdueSince: '2026-12-12T09:00:00.000Z',
  freezesAt: '2027-01-02T09:00:00.000Z',
};
const license = {
  product: 'core',
  plan: 'standard',
  purchased: 10,
  used: 12,
  free: 0,
  overAllocated: 2,
  overAllocatedSince: '2026-12-01T00:00:00.000Z',
  graceEndsAt: '2026-12-31T00:00:00.000Z',
  scheduled: [],
  level: 'exhausted',
  waiting: 0,
};

const contract = {
  accountId: ids.account,
  product: 'core',
  noticeDays: 30,
  minimumSeats: 10,
  restrictions: 'Seats of the pilot stay until 2028.',
  renewsAt: '2027-01-31T10:00:00.000Z',
  noticeBy: '2027-01-01T10:00:00.000Z',
};
const purchase = {
  id: 'INV-2026-117',
  accountId: ids.account,
  product: 'core',
  origin: 'billing',
  seats: 20,
  told: 25,
  cancelled: 0,
  receivedAt: '2026-11-22T06:00:00.000Z',
  corrections: [
    {
      at: '2026-12-01T09:00:00.000Z',
      from: 25,
      to: 20,
      reason: 'Invoice 2026-117 was for 20 seats, not 25.',
      by: { type: 'user', id: ids.ada },
    },
  ],
};

const deadLetter = {
  id: 'evt-8841',
  service: 'licensing',
  type: 'billing.seats.purchased',
  source: '/billing/example',
  accountId: ids.account,
  accountSlug: null,
  code: 'unknown-product',
  reason: 'PurchasesService.bought: There is no product portal.',
  attempts: 1,
  firstFailedAt: '2026-12-01T09:00:00.000Z',
  lastFailedAt: '2026-12-01T09:00:00.000Z',
};

const stuck = {
  service: 'identity',
  kind: 'flows',
  id: ids.ada,
  accountId: ids.account,
  accountSlug: account.slug,
  since: '2026-12-01T09:00:00.000Z',
  attempts: 14,
  remedy: 'It is tried again by itself: the log of the service says by its id why it failed.',
};

export const operatorAnswers: Readonly<Record<string, Readonly<Record<number, unknown>>>> = {
  listOperatedAccounts: { 200: page(overAllocated) },
  viewOperatedAccount: { 200: { account: overAllocated, items: [license] } },
  getContractTerms: { 200: contract },
  changeContractTerms: { 200: contract },
  listPurchases: { 200: page(purchase) },
  correctPurchase: {
    200: { purchase, counts: { purchased: 20, used: 22, free: 0, overAllocated: 2 } },
  },
  listDeadLetters: {
    200: {
      services: [
        { service: 'identity', waiting: 0 },
        { service: 'licensing', waiting: 1 },
        { service: 'notifications', waiting: 0 },
        { service: 'reassignment', waiting: 0 },
      ],
      items: [deadLetter],
    },
  },
  listStuck: {
    200: {
      services: [
        { service: 'identity', listed: 1, more: false },
        { service: 'licensing', listed: 0, more: false },
        { service: 'notifications', listed: 0, more: false },
        { service: 'reassignment', listed: null, more: false },
      ],
      items: [stuck],
    },
  },
  replayDeadLetter: { 202: deadLetter },
  dropDeadLetter: { 200: deadLetter },
  suspendAccount: {
    200: {
      accountId: ids.account,
      suspended: true,
      since: '2026-12-01T09:00:00.000Z',
      reason: 'Three invoices are not paid: write to billing@vendor.example.',
    },
  },
  resumeAccount: { 200: { accountId: ids.account, suspended: false } },
};
