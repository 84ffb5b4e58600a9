import { ids } from './harbour-lane.js';

const features = ['people', 'reassignment'];

/** Ten seats on invoice: what is sold, quoted and billed. Each fits the others. */
export const catalog = {
  version: 1,
  currencies: ['EUR'],
  features: [
    { feature: 'people', name: 'People, groups and permissions' },
    { feature: 'reassignment', name: 'Reassignment of records' },
    { feature: 'outlook', name: 'Add-in for Outlook' },
  ],
  items: [
    {
      product: 'core',
      name: 'Seatkeeper Core',
      plans: [
        {
          plan: 'standard',
          name: 'Standard',
          includedSeats: 0,
          maximumSeats: 250,
          features,
          prices: [
            {
              currency: 'EUR',
              period: 'month',
              perSeatMinor: 2_900,
              baseMinor: 0,
              tiers: [
                { upTo: 25, perSeatMinor: 2_900 },
                { upTo: null, perSeatMinor: 2_600 },
              ],
            },
          ],
        },
      ],
      modules: [],
      addons: [
        {
          addon: 'outlook',
          name: 'Outlook',
          charged: 'seat',
          plans: ['standard'],
          features: ['outlook'],
          prices: [{ currency: 'EUR', period: 'month', amountMinor: 300 }],
        },
      ],
    },
  ],
};

export const entitlements = {
  features,
  items: [{ product: 'core', plan: 'standard', modules: [], addons: [], features }],
};

const renewsAt = '2026-04-09T08:00:00.000Z';
const lines = [
  {
    product: 'core',
    kind: 'seats',
    name: 'standard',
    charge: 'term',
    quantity: 10,
    unitMinor: 2_900,
    amountMinor: 29_000,
    from: '2026-03-09T08:00:00.000Z',
    to: renewsAt,
  },
];
const totals = {
  currency: 'EUR',
  netMinor: 29_000,
  taxBasisPoints: 2_000,
  taxMinor: 5_800,
  grossMinor: 34_800,
};

export const quoted = {
  id: 'ord_5s1k8d3f7g2h6j9l4q0we',
  accountId: ids.account,
  kind: 'order',
  status: 'quoted',
  payableBy: ['invoice', 'stripe'],
  period: 'month',
  catalogVersion: 1,
  items: [{ product: 'core', plan: 'standard', seats: 10, modules: [], addons: [], renewsAt }],
  lines,
  ...totals,
  quotedAt: '2026-03-09T08:00:00.000Z',
  expiresAt: '2026-03-10T08:00:00.000Z',
};
export const awaiting = { ...quoted, status: 'awaiting-approval', payableBy: [], provider: 'invoice' };
export const completed = { ...awaiting, status: 'completed', completedAt: '2026-03-09T10:30:00.000Z' };

export const invoice = {
  id: 'ivc_0r7t3y9u5i1o8p4a2s6dk',
  number: 'INV-000041',
  orderId: quoted.id,
  issuedAt: '2026-03-09T10:30:00.000Z',
  dueAt: '2026-04-08T10:30:00.000Z',
  status: 'open',
  seller: {
    name: 'Vendor GmbH',
    address: ['1 Market Street', '10115 Berlin'],
    taxNumber: 'DE123456789',
    payTo: 'IBAN DE02 1203 0000 0000 2020 51',
  },
  recipient: { name: 'Harbour Lane' },
  lines,
  ...totals,
};

export const reduction = {
  id: 'red_4k8m2p6r9t3v7x1z',
  product: 'core',
  seats: 2,
  effectiveAt: '2027-02-28T10:00:00.000Z',
  when: 'renewal',
  warning: {
    used: 10,
    left: 8,
    detail:
      '10 seats of core are used now, and 8 will be left. Unless 2 are given back by then, the account is over-allocated: ' +
      'nobody loses a seat, and nobody new gets one.',
  },
};
