import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  banUser,
  deactivateUser,
  type Input,
  inviteUser,
  type Output,
  reactivateUser,
  replaceUser,
  unbanUser,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { BanService } from './ban.service.js';
import { InviteService } from './invite.service.js';
import { OffboardingService } from './offboarding.service.js';
import { ReplaceService } from './replace.service.js';
import { UpdateService } from './update.service.js';

@Controller()
export class UserCommandsHandlers {
  constructor(
    private readonly invites: InviteService,
    private readonly updates: UpdateService,
    private readonly offboarding: OffboardingService,
    private readonly bans: BanService,
    private readonly replacements: ReplaceService,
  ) {}

  @Handle(inviteUser)
  invite(request: Input<typeof inviteUser>): Promise<User> {
    return this.invites.invite(request);
  }

  @Handle(updateUser)
  update(request: Input<typeof updateUser>): Promise<User> {
    return this.updates.update(request);
  }

  @Handle(deactivateUser)
  deactivate(request: Input<typeof deactivateUser>): Promise<Output<typeof deactivateUser>> {
    return this.offboarding.deactivate(request);
  }

  @Handle(reactivateUser)
  reactivate(request: Input<typeof reactivateUser>): Promise<User> {
    return this.offboarding.reactivate(request);
  }

  @Handle(banUser)
  ban(request: Input<typeof banUser>): Promise<User> {
    return this.bans.ban(request);
  }

  @Handle(unbanUser)
  unban(request: Input<typeof unbanUser>): Promise<User> {
    return this.bans.unban(request);
  }

  @Handle(replaceUser)
  replace(request: Input<typeof replaceUser>): Promise<Output<typeof replaceUser>> {
    return this.replacements.replace(request);
  }
}
