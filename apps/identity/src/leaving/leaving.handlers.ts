import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  deactivateUser,
  type Input,
  type Output,
  reactivateUser,
  replaceUser,
  revokeInvitation,
  type User,
} from '@seatkeeper/contracts';
import { DeparturesService } from './departures.service.js';
import { ReplacementsService } from './replacements.service.js';

@Controller()
export class LeavingHandlers {
  constructor(
    private readonly departures: DeparturesService,
    private readonly replacements: ReplacementsService,
  ) {}

  @Handle(deactivateUser)
  deactivate(request: Input<typeof deactivateUser>): Promise<Output<typeof deactivateUser>> {
    return this.departures.deactivate(request);
  }

  @Handle(revokeInvitation)
  revoke(request: Input<typeof revokeInvitation>): Promise<User> {
    return this.departures.revoke(request);
  }

  @Handle(reactivateUser)
  reactivate(request: Input<typeof reactivateUser>): Promise<User> {
    return this.departures.reactivate(request);
  }

  @Handle(replaceUser)
  replace(request: Input<typeof replaceUser>): Promise<Output<typeof replaceUser>> {
    return this.replacements.replace(request);
  }
}
