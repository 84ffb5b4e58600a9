import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { banUser, type Input, unbanUser, type User } from '@seatkeeper/contracts';
import { BansService } from './bans.service.js';

@Controller()
export class BansHandlers {
  constructor(private readonly bans: BansService) {}

  @Handle(banUser)
  ban(request: Input<typeof banUser>): Promise<User> {
    return this.bans.ban(request);
  }

  @Handle(unbanUser)
  unban(request: Input<typeof unbanUser>): Promise<User> {
    return this.bans.unban(request);
  }
}
