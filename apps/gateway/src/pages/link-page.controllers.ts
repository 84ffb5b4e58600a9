import { Controller, Get, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import type { LinkView } from '@seatkeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PATH_PART_CHARACTERS } from '../http/limits.js';
import { faultOf } from '../http/problem.filter.js';
import { LimitsService } from '../limits/limits.service.js';
import { originOf } from '../trail/origins.js';
import {
  type LinkCall,
  type LinkPage,
  type LinkState,
  type LinkTexts,
  lookThenAct,
  nothingFor,
  rendererOf,
} from './link-page.js';

/** Serves a page behind a mailed link; `name` is for the messages of a wrong start. A person gets a page whatever happens. */
export function linkPageController<View extends LinkView, Kind extends string, Texts extends LinkTexts>(
  name: string,
  page: LinkPage<View, Kind, Texts>,
): Type {
  type State = LinkState<View, Kind | 'open'>;
  const render = rendererOf(page);

  @Controller(page.path)
  class LinkPageController {
    constructor(
      readonly bus: Bus,
      readonly limits: LimitsService,
    ) {}

    @Get(':token')
    show(
      @Param('token') token: string,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ): Promise<string> {
      return this.answer(token, request, response, (call) => page.look(call));
    }

    @Post(':token')
    use(
      @Param('token') token: string,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ): Promise<string> {
      return this.answer(token, request, response, (call) => lookThenAct(page, call));
    }

    private async answer(
      token: string,
      request: FastifyRequest,
      response: FastifyReply,
      work: (call: LinkCall) => Promise<State>,
    ): Promise<string> {
      const state = await this.stateAfter(work, token, request, response);
      const { status, html } = render(state, request.headers['accept-language']);
      void response.status(status).headers(page.design.headers);
      return html;
    }

    private async stateAfter(
      work: (call: LinkCall) => Promise<State>,
      token: string,
      request: FastifyRequest,
      response: FastifyReply,
    ): Promise<State> {
      try {
        await this.limits.admitStranger(page.lane, request, response);
        return await work({
          bus: this.bus,
          token: token.slice(0, PATH_PART_CHARACTERS),
          origin: originOf(request),
          form: request.body instanceof URLSearchParams ? request.body : new URLSearchParams(),
        });
      } catch (error) {
        const fault = faultOf(error);
        if (fault.code === 'too-many-requests')
          void response.header('retry-after', Number(fault.members?.['retryAfter'] ?? 60));
        return nothingFor(fault, page.over);
      }
    }
  }

  Object.defineProperty(LinkPageController, 'name', { value: name });
  return LinkPageController;
}
