import { Controller, Inject } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  beginSso,
  beginSsoEndpoint,
  finishSso,
  finishSsoEndpoint,
  type Fault,
  LONGEST_SSO_ANSWER,
} from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { SessionCookiesService } from '../access/session-cookies.service.js';
import { newSsoBinding, ssoBindingCookie, ssoBindingOf } from '../access/sso-bindings.js';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { faultOf } from '../http/problem.filter.js';
import { ssoProblemPath } from '../pages/sso-problem-page.js';

/** The way of a browser to an identity provider, and back into a session that a cookie keeps. */
@Controller()
export class SsoController {
  constructor(
    private readonly bus: Bus,
    private readonly cookies: SessionCookiesService,
    @Inject(SETTINGS) private readonly settings: { PUBLIC_URL: string },
  ) {}

  /** Tabs that begin at once share what ties them to the browser, so that each can come back. */
  @Endpoint(beginSsoEndpoint)
  begin({ params, query, request }: Call<typeof beginSsoEndpoint>): Promise<Reply> {
    return this.orPage(request, params.account, async () => {
      const binding = ssoBindingOf(request.headers, this.settings.PUBLIC_URL) ?? newSsoBinding();
      const { url } = await this.bus.request(beginSso, {
        account: params.account,
        connectionId: query.connection,
        loginHint: query.hint,
        returnTo: query.returnTo,
        again: query.again,
        binding,
      });
      return to(url, { 'set-cookie': ssoBindingCookie(binding, this.settings.PUBLIC_URL) });
    });
  }

  @Endpoint(finishSsoEndpoint)
  finish({ params, origin, request }: Call<typeof finishSsoEndpoint>): Promise<Reply> {
    return this.orPage(request, params.account, async () => {
      const [, answer = ''] = request.url.split(/\?(.*)/s, 2);
      // What no cookie ties to this browser is tied to nothing that was begun.
      const binding = ssoBindingOf(request.headers, this.settings.PUBLIC_URL) ?? newSsoBinding();
      const { session, returnTo } = await this.bus.request(finishSso, {
        account: params.account,
        answer: answer.slice(0, LONGEST_SSO_ANSWER),
        binding,
        ...origin,
      });
      const { headers } = this.cookies.tell(session, 'cookie');
      return to(returnTo, headers);
    });
  }

  /** A person gets a page that says what to do, with an address that tells nothing; a program gets the problem. */
  private async orPage(request: FastifyRequest, account: string, work: () => Promise<Reply>): Promise<Reply> {
    try {
      return await work();
    } catch (error) {
      const fault: Fault = faultOf(error);
      const path = ssoProblemPath(fault, account);
      if (path === null || !request.headers.accept?.includes('text/html')) throw error;
      request.refusedWith = fault.code;
      return to(path);
    }
  }
}

/** Nobody keeps it: the same address goes somewhere else the next time. */
const to = (location: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  new Reply(303, undefined, {
    ...headers,
    location,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
