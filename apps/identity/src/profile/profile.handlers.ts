import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, updateUser, type User } from '@seatkeeper/contracts';
import { UpdatesService } from './updates.service.js';

@Controller()
export class ProfileHandlers {
  constructor(private readonly updates: UpdatesService) {}

  @Handle(updateUser)
  update(request: Input<typeof updateUser>): Promise<User> {
    return this.updates.update(request);
  }
}
