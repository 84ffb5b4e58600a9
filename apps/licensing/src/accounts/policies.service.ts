import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type BillingPolicy,
  changeBillingPolicy,
  Fault,
  getBillingPolicy,
  type Input,
} from '@seatkeeper/contracts';
import { Clock, SETTINGS } from '@seatkeeper/service';
import type { LicensingSettings } from '../settings.js';
import { AccountsRepository } from './accounts.repository.js';
import { policyOf, type PolicyDefaults } from './policies.js';

/** What follows for an account when it holds too many seats, or does not pay. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  @Handle(getBillingPolicy)
  async get({ accountId }: Input<typeof getBillingPolicy>): Promise<BillingPolicy> {
    const account = await this.accounts.byId(accountId);
    if (!account) throw Fault.notFound('account');
    return policyOf(account, this.defaults);
  }

  @Handle(changeBillingPolicy)
  async change({ accountId, ...wanted }: Input<typeof changeBillingPolicy>): Promise<BillingPolicy> {
    const account = await this.accounts.changePolicy(accountId, wanted, this.clock.now());
    if (!account) throw Fault.notFound('account');
    return policyOf(account, this.defaults);
  }

  private get defaults(): PolicyDefaults {
    return {
      graceDays: this.settings.GRACE_DAYS,
      freezeDays: null,
      afterGrace: 'refuse-claims',
      overage: 'none',
    };
  }
}
