import { Inject, Injectable } from '@nestjs/common';
import { Fault, type OpenedSession, refuse } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { Reply } from '../http/call.js';
import { refuseOrigin, sessionCookie, sessionCookieOf } from './session-cookies.js';

/** `cookie` for a page of the same origin; whoever else calls keeps the refresh token itself. */
export type Kept = 'cookie' | undefined;

/** Sessions that a cookie keeps: the one place where it is read, and written. */
@Injectable()
export class SessionCookiesService {
  private readonly publicUrl: string;

  constructor(@Inject(SETTINGS) { PUBLIC_URL }: { PUBLIC_URL: string }) {
    this.publicUrl = PUBLIC_URL;
  }

  /** How a session that is opened is to be kept. Rejects with `not-same-origin` when a page elsewhere wants a cookie. */
  asked({ session }: { session?: Kept }, request: FastifyRequest): Kept {
    if (session) this.refuseOrigin(request);
    return session;
  }

  /** What the client is told of a session: all tokens, or the access token alone and a cookie. */
  tell({ refreshToken, keptSeconds = 0, ...rest }: OpenedSession, kept: Kept): Reply {
    if (!kept) return new Reply(200, { ...rest, refreshToken });
    return new Reply(200, rest, { 'set-cookie': sessionCookie(refreshToken, this.publicUrl, keptSeconds) });
  }

  /** The refresh token of a call: of its body, where there is one, or else of the cookie. */
  brought(
    body: { refreshToken?: string | undefined } | undefined,
    request: FastifyRequest,
  ): { refreshToken: string; kept: Kept } {
    if (body?.refreshToken !== undefined) return { refreshToken: body.refreshToken, kept: undefined };
    const refreshToken = this.of(request);
    if (refreshToken !== null) return { refreshToken, kept: 'cookie' };
    const fromConsole = refuseOrigin(request.headers, request.host, this.publicUrl) === null;
    if (fromConsole) throw new Fault('unauthenticated', 'This browser keeps no session: sign in.');
    throw new Fault('validation-failed', {
      errors: [{ path: 'refreshToken', message: 'Is required where no cookie keeps the session' }],
    });
  }

  /** The refresh token in the cookie of a call; null without one. Rejects with `not-same-origin` for a page elsewhere. */
  of(request: FastifyRequest): string | null {
    const refreshToken = sessionCookieOf(request.headers, this.publicUrl);
    if (refreshToken !== null) this.refuseOrigin(request);
    return refreshToken;
  }

  /** The session in the cookie of a call that also says otherwise who calls; null unless it comes from the same origin. */
  sessionIdOf({ headers, host }: FastifyRequest): string | null {
    if (refuseOrigin(headers, host, this.publicUrl)) return null;
    return sessionCookieOf(headers, this.publicUrl)?.split('.')[1] ?? null;
  }

  /** A `Set-Cookie` that removes it. */
  get gone(): string {
    return sessionCookie('', this.publicUrl, 0);
  }

  private refuseOrigin({ headers, host }: FastifyRequest): void {
    refuse(refuseOrigin(headers, host, this.publicUrl));
  }
}
