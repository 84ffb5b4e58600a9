import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  catalogEndpoint,
  countWaiting,
  listCatalog,
  listLedger,
  listLedgerEndpoint,
  listLicenses,
  listLicensesEndpoint,
  listSeats,
  listSeatsEndpoint,
  pageFrom,
} from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';

@Controller()
export class LicensesController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(catalogEndpoint)
  catalog(_call: Call<typeof catalogEndpoint>) {
    return this.bus.request(listCatalog, {});
  }

  /** Seats are licensing's, who waits for one is identity's: an account sees both in one line. */
  @Endpoint(listLicensesEndpoint)
  async list({ caller: { accountId } }: Call<typeof listLicensesEndpoint>) {
    const [licenses, queue] = await Promise.all([
      this.bus.request(listLicenses, { accountId }),
      this.bus.request(countWaiting, { accountId }),
    ]);
    const waiting = new Map(queue.items.map((item) => [item.product, item.waiting]));
    return { items: licenses.items.map((item) => ({ ...item, waiting: waiting.get(item.product) ?? 0 })) };
  }

  @Endpoint(listSeatsEndpoint)
  seats({ caller, params, query }: Call<typeof listSeatsEndpoint>) {
    const { product } = params;
    const page = pageFrom(query);
    return this.bus.request(listSeats, { accountId: caller.accountId, product, at: query.at, page });
  }

  @Endpoint(listLedgerEndpoint)
  ledger({ caller, params, query }: Call<typeof listLedgerEndpoint>) {
    const { product } = params;
    return this.bus.request(listLedger, { accountId: caller.accountId, product, page: pageFrom(query) });
  }
}
