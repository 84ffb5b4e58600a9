import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { changeContractTerms, type ContractTerms, getContractTerms, type Input } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { contractOf, toContract } from './contract-terms.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import type { StoredSubscriptions } from './subscriptions.schema.js';
import { notSubscribed } from './terms.js';

/** What contracts say of subscriptions getting smaller: operators decide it. */
@Injectable()
export class ContractTermsService {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  @Handle(getContractTerms)
  async get({ accountId, product }: Input<typeof getContractTerms>): Promise<ContractTerms> {
    await this.accounts.refuseUnknown(accountId);
    return told(await this.subscriptions.find(accountId), accountId, product);
  }

  @Handle(changeContractTerms)
  async change({ accountId, ...wanted }: Input<typeof changeContractTerms>): Promise<ContractTerms> {
    await this.accounts.refuseUnknown(accountId);
    const known = await this.subscriptions.changeContract(accountId, wanted, this.clock.now());
    return told(known, accountId, wanted.product);
  }
}

function told(known: StoredSubscriptions | null, accountId: string, product: string): ContractTerms {
  const subscription = known?.items.find((item) => item.product === product);
  if (!known || !subscription) throw notSubscribed(product);
  const { renewsAt } = subscription;
  const contract = toContract(contractOf(known, product), renewsAt);
  return { accountId, product, ...contract, renewsAt: renewsAt.toISOString() };
}
