import {
  changeContractTerms,
  changeContractTermsEndpoint,
  getContractTerms,
  getContractTermsEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { deciding } from './by.js';

export const ContractTermsController = controllerOf('ContractTermsController', [
  asks(getContractTermsEndpoint, getContractTerms, ({ params }) => ({
    accountId: params.id,
    product: params.product,
  })),
  asks(changeContractTermsEndpoint, changeContractTerms, (call) => ({
    ...deciding(call),
    product: call.params.product,
    changes: call.body,
  })),
]);
