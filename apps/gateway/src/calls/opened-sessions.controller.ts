import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  acceptInvitation,
  acceptInvitationEndpoint,
  type Caller,
  changePassword,
  changePasswordEndpoint,
  refreshEndpoint,
  refreshSession,
  signIn,
  signInEndpoint,
  signOut,
  signOutByCookie,
  signOutEndpoint,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { SessionCookiesService } from '../access/session-cookies.service.js';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { sessionOf } from './by.js';

/** The calls that open a session, go on with it and end it: for scripts that keep its tokens, and pages whose cookie does. */
@Controller()
export class OpenedSessionsController {
  constructor(
    private readonly bus: Bus,
    private readonly cookies: SessionCookiesService,
  ) {}

  @Endpoint(signInEndpoint)
  async signIn({ body, origin, request }: Call<typeof signInEndpoint>): Promise<Reply> {
    const { session, ...credentials } = body;
    const kept = this.cookies.asked({ session }, request);
    const attempt = { ...credentials, ...origin, kept, attemptId: newId('att') };
    return this.cookies.tell(await this.bus.request(signIn, attempt), kept);
  }

  @Endpoint(acceptInvitationEndpoint)
  async accept({ params, body, origin, request }: Call<typeof acceptInvitationEndpoint>): Promise<Reply> {
    const { session, ...chosen } = body;
    const kept = this.cookies.asked({ session }, request);
    const commandId = newId('cmd');
    const accepted = { ...params, ...chosen, ...origin, kept, commandId };
    const opened = await this.bus.request(acceptInvitation, accepted);
    return this.cookies.tell(opened, kept);
  }

  @Endpoint(changePasswordEndpoint)
  async changePassword(call: Call<typeof changePasswordEndpoint>): Promise<Reply> {
    const { session, ...passwords } = call.body;
    const kept = this.cookies.asked({ session }, call.request);
    const opened = await this.bus.request(changePassword, {
      ...sessionOf(call.caller),
      // Fresh for every call, whatever the client says: guesses under one id would count as one.
      attemptId: newId('att'),
      ...passwords,
      ...call.origin,
      kept,
    });
    return this.cookies.tell(opened, kept);
  }

  @Endpoint(refreshEndpoint)
  async refresh({ body, origin, request }: Call<typeof refreshEndpoint>): Promise<Reply> {
    const { refreshToken, kept } = this.cookies.brought(body, request);
    // Fresh for every call: whoever copied the token may have copied what the client calls it by.
    const command = { refreshToken, kept, ...origin, commandId: newId('cmd') };
    return this.cookies.tell(await this.bus.request(refreshSession, command), kept);
  }

  /** A token says whose session ends; without one the cookie does. It stays when it is of another session. */
  @Endpoint(signOutEndpoint)
  async signOut({ request, origin }: Call<typeof signOutEndpoint>): Promise<Reply> {
    const caller = request.user as Caller | undefined;
    if (!caller) {
      const refreshToken = this.cookies.of(request) ?? '';
      await this.bus.request(signOutByCookie, { refreshToken, ...origin });
      return this.signedOut();
    }
    const session = sessionOf(caller);
    await this.bus.request(signOut, session);
    return this.cookies.sessionIdOf(request) === session.sessionId
      ? this.signedOut()
      : new Reply(204, undefined);
  }

  private signedOut(): Reply {
    return new Reply(204, undefined, { 'set-cookie': this.cookies.gone });
  }
}
