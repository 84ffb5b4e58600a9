import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  countWaiting,
  getUser,
  type Input,
  listUsers,
  type Output,
  resolveUsers,
  type User,
} from '@seatkeeper/contracts';
import { UsersService } from './users.service.js';

@Controller()
export class UsersHandlers {
  constructor(private readonly users: UsersService) {}

  @Handle(getUser)
  get(request: Input<typeof getUser>): Promise<User> {
    return this.users.get(request);
  }

  @Handle(listUsers)
  list(request: Input<typeof listUsers>): Promise<Output<typeof listUsers>> {
    return this.users.list(request);
  }

  @Handle(resolveUsers)
  resolve(request: Input<typeof resolveUsers>): Promise<Output<typeof resolveUsers>> {
    return this.users.resolve(request);
  }

  @Handle(countWaiting)
  countWaiting(request: Input<typeof countWaiting>): Promise<Output<typeof countWaiting>> {
    return this.users.countWaiting(request);
  }
}
