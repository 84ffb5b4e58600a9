import {
  countWaiting,
  listOperatedAccounts,
  listOperatedAccountsEndpoint,
  pageFrom,
  viewOperatedAccount,
  viewOperatedAccountEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { withWaiting } from './waiting.js';

export const OperatedAccountsController = controllerOf('OperatedAccountsController', [
  asks(listOperatedAccountsEndpoint, listOperatedAccounts, ({ query: { q, standing, sort, ...page } }) => ({
    text: q,
    standing,
    sort,
    page: pageFrom(page),
  })),
  answers(viewOperatedAccountEndpoint, async (bus, { params }) => {
    const about = { accountId: params.id };
    const [{ account, items }, queue] = await Promise.all([
      bus.request(viewOperatedAccount, about),
      bus.request(countWaiting, about),
    ]);
    return { account, items: withWaiting(items, queue) };
  }),
]);
