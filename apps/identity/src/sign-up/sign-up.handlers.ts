import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, type Output, signUp } from '@seatkeeper/contracts';
import { SignUpService } from './sign-up.service.js';

@Controller()
export class SignUpHandlers {
  constructor(private readonly signUps: SignUpService) {}

  @Handle(signUp)
  signUp(request: Input<typeof signUp>): Promise<Output<typeof signUp>> {
    return this.signUps.signUp(request);
  }
}
