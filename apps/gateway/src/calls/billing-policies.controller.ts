import {
  changeBillingPolicy,
  changeBillingPolicyEndpoint,
  getBillingPolicy,
  getBillingPolicyEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { actorOf } from './by.js';

export const BillingPoliciesController = controllerOf('BillingPoliciesController', [
  asks(getBillingPolicyEndpoint, getBillingPolicy, ({ params }) => ({ accountId: params.id })),
  asks(changeBillingPolicyEndpoint, changeBillingPolicy, ({ caller, params, body, newId }) => ({
    accountId: params.id,
    by: actorOf(caller),
    operatorAccountId: caller.accountId,
    commandId: newId('cmd'),
    changes: body,
  })),
]);
