import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { type Fault, resetPassword, viewPasswordReset } from '@seatkeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { faultOf } from '../http/problem.filter.js';
import { LimitsService } from '../limits/limits.service.js';
import { readPassword } from './password-form.js';
import {
  PASSWORD_RESET_HEADERS,
  type PasswordResetState,
  renderPasswordResetPage,
} from './password-reset-page.js';

/** The page behind a link for a new password. Looking at it, as mail scanners do, changes nothing. */
@Controller('password-resets')
export class PasswordResetPageController {
  constructor(
    private readonly bus: Bus,
    private readonly limits: LimitsService,
  ) {}

  @Get(':token')
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<string> {
    const state = (await this.refusal(request, response)) ?? (await this.stateOf(token));
    return this.page(request, response, state);
  }

  @Post(':token')
  async use(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<string> {
    const before = (await this.refusal(request, response)) ?? (await this.stateOf(token));
    const after = before.kind === 'open' ? await this.set(token, request.body, before.reset) : before;
    return this.page(request, response, after);
  }

  private async set(token: string, body: unknown, reset: Reset): Promise<PasswordResetState> {
    const read = readPassword(body);
    if ('error' in read) return { kind: 'open', reset, error: read.error };
    try {
      await this.bus.request(resetPassword, { token, password: read.password });
      return { kind: 'done', reset };
    } catch (error) {
      const fault = faultOf(error);
      return fault.code === 'validation-failed' ? { kind: 'open', reset, error: 'refused' } : away(fault);
    }
  }

  /** A person gets a page also when there were too many calls. */
  private async refusal(request: FastifyRequest, response: FastifyReply): Promise<PasswordResetState | null> {
    try {
      await this.limits.admitStranger('password-reset', request, response);
      return null;
    } catch (error) {
      const fault = faultOf(error);
      void response.header('retry-after', Number(fault.members?.['retryAfter'] ?? 60));
      return away(fault);
    }
  }

  private async stateOf(token: string): Promise<PasswordResetState> {
    try {
      return {
        kind: 'open',
        reset: await this.bus.request(viewPasswordReset, { token: token.slice(0, 200) }),
      };
    } catch (error) {
      return away(faultOf(error));
    }
  }

  private page(request: FastifyRequest, response: FastifyReply, state: PasswordResetState): string {
    const { status, html } = renderPasswordResetPage(state, request.headers['accept-language']);
    void response.status(status).headers(PASSWORD_RESET_HEADERS);
    return html;
  }
}

type Reset = Extract<PasswordResetState, { kind: 'open' }>['reset'];

function away(fault: Fault): PasswordResetState {
  if (fault.code === 'password-reset-ended') return { kind: 'ended' };
  if (fault.code === 'not-found' || fault.code === 'validation-failed') return { kind: 'unknown' };
  if (fault.code === 'service-unavailable' || fault.code === 'busy') return { kind: 'unavailable' };
  if (fault.code === 'too-many-requests') return { kind: 'tooMany' };
  throw fault;
}
