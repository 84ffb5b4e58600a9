import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  authorizeSession,
  type Caller,
  changePassword,
  describeMe,
  type Input,
  type Output,
  refreshSession,
  signIn,
  signOut,
  type Tokens,
} from '@seatkeeper/contracts';
import { MeService } from './me.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SessionsHandlers {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly me: MeService,
  ) {}

  @Handle(signIn)
  signIn(request: Input<typeof signIn>): Promise<Tokens> {
    return this.signIns.signIn(request);
  }

  @Handle(changePassword)
  changePassword(request: Input<typeof changePassword>): Promise<Tokens> {
    return this.signIns.changePassword(request);
  }

  @Handle(refreshSession)
  refresh(request: Input<typeof refreshSession>): Promise<Tokens> {
    return this.sessions.refresh(request);
  }

  @Handle(signOut)
  async signOut(request: Input<typeof signOut>): Promise<Record<string, never>> {
    await this.sessions.signOut(request);
    return {};
  }

  @Handle(authorizeSession)
  authorize(request: Input<typeof authorizeSession>): Promise<Caller> {
    return this.sessions.authorize(request);
  }

  @Handle(describeMe)
  describeMe(request: Input<typeof describeMe>): Promise<Output<typeof describeMe>> {
    return this.me.describe(request);
  }
}
