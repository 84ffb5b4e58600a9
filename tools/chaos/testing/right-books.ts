import type { Books } from '../src/books/books.js';
import type { Expected } from '../src/books/expected.js';

const accountId = 'acc_1';
const here = {
  accountId,
  type: 'standard',
  title: null,
  products: ['core'],
  globalAdmin: false,
  pastInvitations: [],
};
const invitation = (of: string, state: string) => ({ invitation: { id: `inv_${of}`, state } });
const seat = (n: number, holder?: string) => ({
  ...{ _id: `${accountId}/buy:${n}`, accountId, seatId: `buy:${n}`, product: 'core' },
  ...(holder === undefined ? { state: 'free' } : { state: 'held', holder }),
});
const line = (n: number, kind: string, purchased: number, used: number) => ({
  ...{ _id: `line-${n}`, accountId, product: 'core', kind, purchased, used },
});
const delivery = (of: string) => ({
  ...{
    _id: `del_${of}`,
    accountId,
    kind: 'invitation',
    invitationId: `inv_${of}`,
    messageId: `<${of}>`,
    state: 'sent',
  },
});
const person = (of: string, status: 'active' | 'invited' | 'deactivated', more: object = {}) => ({
  ...{
    accountId,
    username: of,
    id: `usr_${of}`,
    status,
    title: null,
    globalAdmin: false,
    products: ['core'],
  },
  ...{ acts: { 'identity.user.invited': 1 }, ...more },
});

/** When the mail to Ben came, in ms since 1970. */
export const BEN_AT = 1_000_000;

/**
 * Ada is the admin. Ben works, Cem is invited, and Dora has left: her record went to Ben. Five seats were bought and one of
 * them cancelled; three are held.
 */
export function rightBooks(): Books {
  return {
    accounts: [{ _id: accountId, globalAdmins: ['usr_ada'] }],
    users: [
      { ...here, _id: 'usr_ada', username: 'ada', status: 'active', globalAdmin: true },
      { ...here, _id: 'usr_ben', username: 'ben', status: 'active', ...invitation('ben', 'accepted') },
      { ...here, _id: 'usr_cem', username: 'cem', status: 'invited', ...invitation('cem', 'open') },
      {
        ...here,
        _id: 'usr_dora',
        username: 'dora',
        status: 'deactivated',
        ...invitation('dora', 'accepted'),
      },
    ],
    audit: ['ben', 'cem', 'dora'].map((name) => ({
      ...{ _id: `evt_${name}`, accountId, action: 'identity.user.invited', users: [`usr_${name}`] },
    })),
    purchases: [
      {
        _id: `${accountId}/buy`,
        accountId,
        purchaseId: 'buy',
        origin: 'billing',
        product: 'core',
        quantity: 5,
        state: 'applied',
      },
    ],
    reductions: [
      {
        ...{ _id: `${accountId}/stop`, accountId, reductionId: 'stop', product: 'core' },
        ...{ quantity: 1, state: 'settled' },
      },
    ],
    seats: [seat(1, 'usr_ada'), seat(2, 'usr_ben'), seat(3, 'usr_cem'), seat(4)],
    ledger: [
      line(0, 'purchased', 5, 0),
      line(6, 'reduced', -1, 0),
      ...[1, 2, 3, 4].map((n) => line(n, 'claimed', 0, 1)),
      line(5, 'freed', 0, -1),
    ],
    deliveries: ['ben', 'cem', 'dora'].map(delivery),
    records: [
      {
        ...{ _id: 'rec_1', accountId, type: 'task', externalId: 't-1', ownerId: 'usr_ben' },
        owners: [{ from: 'usr_dora', to: 'usr_ben' }],
      },
    ],
    runs: [{ _id: 'rea_1', state: 'finished' }],
    webhooks: ['ben', 'cem', 'dora'].map((name) => ({ _id: `whd_${name}`, accountId, state: 'sent' })),
    messages: ['ben', 'cem', 'dora'].map((name) => ({
      ...{ messageId: `msg_${name}`, at: BEN_AT, type: 'identity.user.invited', userId: `usr_${name}` },
    })),
    letters: ['ben', 'cem', 'dora'].map((name) => ({ messageId: `<${name}>`, at: BEN_AT, to: [name] })),
    deadLetters: { identity: 0, licensing: 0, notifications: 0 },
  };
}

export const expected: Expected = {
  people: [
    person('ada', 'active', { globalAdmin: true, acts: {} }),
    person('ben', 'active'),
    person('cem', 'invited'),
    person('dora', 'deactivated'),
  ],
  purchases: [{ accountId, purchaseId: 'buy', product: 'core', quantity: 5 }],
  cancellations: [{ accountId, reductionId: 'stop', product: 'core', quantity: 1 }],
  records: [{ accountId, type: 'task', externalId: 't-1', owners: ['usr_dora', 'usr_ben'] }],
  told: new Set([accountId]),
  maybe: new Set(),
};
