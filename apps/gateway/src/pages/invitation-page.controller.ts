import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { acceptInvitation, type Fault, viewInvitation } from '@seatkeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from '../trail/origins.js';
import { faultOf } from '../http/problem.filter.js';
import { LimitsService } from '../limits/limits.service.js';
import { readPassword } from './password-form.js';
import { PAGE_HEADERS, type PageState, renderInvitationPage } from './invitation-page.js';

/** The page behind the link of an invitation mail. Looking at it, as mail scanners do, changes nothing. */
@Controller('invitations')
export class InvitationPageController {
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
    const refused = await this.refusal(request, response);
    return this.page(request, response, refused ?? (await this.stateOf(token, request)));
  }

  @Post(':token')
  async accept(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<string> {
    const before = (await this.refusal(request, response)) ?? (await this.stateOf(token, request));
    if (before.kind !== 'open') return this.page(request, response, before);
    const read = readPassword(request.body);
    if ('error' in read) return this.page(request, response, { ...before, error: read.error });
    const { password } = read;
    try {
      await this.bus.request(acceptInvitation, { token, password, ...originOf(request) });
      return this.page(request, response, { kind: 'accepted-now', invitation: before.invitation });
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code === 'validation-failed')
        return this.page(request, response, { ...before, error: 'refused' });
      return this.page(
        request,
        response,
        fault.code.startsWith('invitation-') ? await this.stateOf(token, request) : away(fault),
      );
    }
  }

  /** A person gets a page also when there were too many calls. */
  private async refusal(request: FastifyRequest, response: FastifyReply): Promise<PageState | null> {
    try {
      await this.limits.admitStranger('invitation', request, response);
      return null;
    } catch (error) {
      const fault = faultOf(error);
      const retryAfter = Number(fault.members?.['retryAfter'] ?? 60);
      void response.header('retry-after', retryAfter);
      return away(fault);
    }
  }

  private async stateOf(token: string, request: FastifyRequest): Promise<PageState> {
    try {
      const invitation = await this.bus.request(viewInvitation, {
        token: token.slice(0, 200),
        ...originOf(request),
      });
      return { kind: invitation.state, invitation };
    } catch (error) {
      return away(faultOf(error));
    }
  }

  private page(request: FastifyRequest, response: FastifyReply, state: PageState): string {
    const { status, html } = renderInvitationPage(state, request.headers['accept-language']);
    void response.status(status).headers(PAGE_HEADERS);
    return html;
  }
}

function away(fault: Fault): PageState {
  if (fault.code === 'not-found' || fault.code === 'validation-failed') return { kind: 'unknown' };
  if (fault.code === 'service-unavailable' || fault.code === 'busy') return { kind: 'unavailable' };
  if (fault.code === 'too-many-requests') return { kind: 'too-many' };
  throw fault;
}
