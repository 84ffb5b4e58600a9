import { seatsPurchasedByBilling } from '@seatkeeper/contracts';
import { itKeepsTheContractsOfLicensing, tell, type TestService, uniqueName } from '@seatkeeper/testing';
import { startLicensing } from '../testing/firm.js';

let service: TestService;

beforeAll(async () => {
  service = await startLicensing();
});
afterAll(() => service.close());

itKeepsTheContractsOfLicensing(() => ({
  ask: (contract, input) => service.bus.request(contract, input),
  sell: (accountId, product, quantity) => {
    const data = { accountId, purchaseId: uniqueName('inv'), product, quantity };
    const { name } = seatsPurchasedByBilling;
    return tell(service.world, { id: uniqueName('evt'), name, at: new Date(), subject: accountId, data });
  },
}));
