import {
  operatorApprovedOrder,
  orderApproved,
  reductionBooked,
  reductionCancelled,
  renewalChosen,
  seatsReduced,
} from '@seatkeeper/contracts';
import { auditEntry, isAudited } from './audit.js';

const [accountId, operators] = ['acc_harbourlane', 'acc_operators00'];
const ada = { type: 'user', id: 'usr_adaquill' };
const operator = { type: 'user', id: 'usr_oscarvance' };
const entryOf = ({ name }: { name: string }, data: object, subject: string) => {
  expect(isAudited(name, data)).toBe(true);
  return auditEntry(data, { id: 'evt-1', type: name, time: '2026-11-22T06:00:00Z', subject });
};
const order = { orderId: 'ord_12345678', grossMinor: 29_000, currency: 'EUR' };

it('an order that an operator approved stands in the log of the account, with whose operator it was, and in that of the operators', () => {
  const actor = { ...operator, accountId: operators };
  const target = { kind: 'order', id: order.orderId };
  expect(entryOf(orderApproved, { accountId, actor, ...order }, order.orderId)).toMatchObject({
    accountId,
    actor,
    action: 'licensing.order.approved',
    target,
  });
  const told = { accountId: operators, actor: operator, ...order, customerAccountId: accountId };
  expect(entryOf(operatorApprovedOrder, told, order.orderId)).toMatchObject({
    accountId: operators,
    actor: operator,
    action: 'licensing.operator.order-approved',
    detail: { customerAccountId: accountId },
  });
});

it.each([
  [reductionBooked, { quantity: 3 }],
  [reductionCancelled, { quantity: 3 }],
  [seatsReduced, { quantity: 3 }],
  [renewalChosen, { renews: false }],
])('$name stands in the log with the product and what was decided', (event, said) => {
  const data = { accountId, actor: ada, product: 'core', ...said };
  const entry = entryOf(event, data, 'core');
  expect(entry).toMatchObject({
    accountId,
    actor: ada,
    action: event.name.replace(/\.v\d+$/, ''),
    detail: { product: 'core', ...said },
  });
});
