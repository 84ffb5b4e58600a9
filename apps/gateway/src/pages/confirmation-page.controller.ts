import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { confirmAddress, type Fault, viewConfirmation } from '@seatkeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { faultOf } from '../http/problem.filter.js';
import { LimitsService } from '../limits/limits.service.js';
import { originOf } from '../trail/origins.js';
import {
  CONFIRMATION_HEADERS,
  type ConfirmationPageState,
  renderConfirmationPage,
} from './confirmation-page.js';

/** The page behind the link that confirms an address. Looking at it, as mail scanners do, changes nothing. */
@Controller('confirmations')
export class ConfirmationPageController {
  constructor(
    private readonly bus: Bus,
    private readonly limits: LimitsService,
  ) {}

  @Get(':token')
  show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<string> {
    return this.page(viewConfirmation, token, request, response);
  }

  @Post(':token')
  confirm(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<string> {
    return this.page(confirmAddress, token, request, response);
  }

  private async page(
    asked: typeof viewConfirmation | typeof confirmAddress,
    token: string,
    request: FastifyRequest,
    response: FastifyReply,
  ): Promise<string> {
    const state = await this.stateAfter(asked, token, request, response);
    const { status, html } = renderConfirmationPage(state, request.headers['accept-language']);
    void response.status(status).headers(CONFIRMATION_HEADERS);
    return html;
  }

  /** A person gets a page whatever happens. */
  private async stateAfter(
    asked: typeof viewConfirmation | typeof confirmAddress,
    token: string,
    request: FastifyRequest,
    response: FastifyReply,
  ): Promise<ConfirmationPageState> {
    try {
      await this.limits.admitStranger('invitation', request, response);
      const question = { token: token.slice(0, 200), ...originOf(request) };
      const confirmation = await this.bus.request(asked, question);
      return { kind: confirmation.state, confirmation };
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code === 'too-many-requests')
        void response.header('retry-after', Number(fault.members?.['retryAfter'] ?? 60));
      return stateOf(fault);
    }
  }
}

function stateOf(fault: Fault): ConfirmationPageState {
  switch (fault.code) {
    case 'not-found':
    case 'validation-failed':
    // Between the look and the act its time was over, or another took its place.
    case 'confirmation-expired':
      return { kind: 'unknown' };
    case 'service-unavailable':
    case 'busy':
      return { kind: 'unavailable' };
    case 'too-many-requests':
      return { kind: 'too-many' };
    default:
      throw fault;
  }
}
