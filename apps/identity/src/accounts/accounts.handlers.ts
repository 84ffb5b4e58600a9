import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Account, getAccount, type Input, updateAccount } from '@seatkeeper/contracts';
import { AccountsService } from './accounts.service.js';

@Controller()
export class AccountsHandlers {
  constructor(private readonly accounts: AccountsService) {}

  @Handle(getAccount)
  get(request: Input<typeof getAccount>): Promise<Account> {
    return this.accounts.get(request);
  }

  @Handle(updateAccount)
  update(request: Input<typeof updateAccount>): Promise<Account> {
    return this.accounts.update(request);
  }
}
