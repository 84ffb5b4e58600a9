import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderSsoProblem, SSO_PROBLEM_HEADERS, SSO_PROBLEM_PATH } from './sso-problem-page.js';

/** The page on which a single sign-on ends that did not come off. */
@Controller(SSO_PROBLEM_PATH)
export class SsoProblemPageController {
  @Get(':problem')
  show(
    @Param('problem') problem: string,
    @Query('account') account: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): string {
    void response.headers(SSO_PROBLEM_HEADERS);
    return renderSsoProblem(
      problem,
      typeof account === 'string' ? account : undefined,
      request.headers['accept-language'],
    );
  }
}
