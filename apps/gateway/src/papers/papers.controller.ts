import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  getInvoice,
  getInvoiceEndpoint,
  getOffboarding,
  getOffboardingEndpoint,
  getOrder,
  getReplacement,
  getReplacementEndpoint,
} from '@seatkeeper/contracts';
import { inAccount } from '../calls/by.js';
import { ofUser } from '../calls/one-user.js';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { invoicePaper } from './invoice-paper.js';
import { idsIn, offboardingPaper } from './offboarding-paper.js';
import { idsInReplacement, replacementPaper } from './replacement-paper.js';
import { PapersService } from './papers.service.js';

/** What is answered as JSON, or as a document to be printed and kept. */
@Controller()
export class PapersController {
  constructor(
    private readonly bus: Bus,
    private readonly papers: PapersService,
  ) {}

  @Endpoint(getInvoiceEndpoint)
  async invoice(call: Call<typeof getInvoiceEndpoint>): Promise<unknown> {
    const { accountId } = inAccount(call);
    const ask = () => this.bus.request(getInvoice, { accountId, invoiceId: call.params.id });
    if (call.query.format === 'json') return ask();
    return this.papers.reply(call, async (account) => {
      const invoice = await ask();
      const order = await this.bus.request(getOrder, { accountId, orderId: invoice.orderId });
      const sold = await this.papers.sold(order.catalogVersion);
      return { paper: invoicePaper(invoice, account, sold, order.payment), name: invoice.number };
    });
  }

  @Endpoint(getOffboardingEndpoint)
  async offboarding(call: Call<typeof getOffboardingEndpoint>): Promise<unknown> {
    const ask = () => this.bus.request(getOffboarding, ofUser(call));
    if (call.query.format === 'json') return ask();
    return this.papers.reply(call, async (account) => {
      const offboarding = await ask();
      const [names, sold] = await Promise.all([
        this.papers.names(call, idsIn(offboarding.report)),
        this.papers.sold(),
      ]);
      return { paper: offboardingPaper(offboarding, account, names, sold), name: offboarding.report.id };
    });
  }

  @Endpoint(getReplacementEndpoint)
  async replacement(call: Call<typeof getReplacementEndpoint>): Promise<unknown> {
    const ask = () => this.bus.request(getReplacement, ofUser(call));
    if (call.query.format === 'json') return ask();
    return this.papers.reply(call, async (account) => {
      const proof = await ask();
      const [names, sold] = await Promise.all([
        this.papers.names(call, idsInReplacement(proof.report)),
        this.papers.sold(),
      ]);
      return { paper: replacementPaper(proof, account, names, sold), name: proof.report.id };
    });
  }
}
