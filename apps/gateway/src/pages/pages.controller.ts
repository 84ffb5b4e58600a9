import { Controller, Get, Req, Res } from '@nestjs/common';
import { endpoints } from '@seatkeeper/contracts';
import { describeApi } from '@seatkeeper/references';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOME_HEADERS, renderHome } from './home-page.js';
import { REFERENCE_HEADERS, renderReference } from './reference-page.js';

/** What a browser finds without being invited: a page that says where it is, and the reference. */
@Controller()
export class PagesController {
  private readonly document = describeApi(endpoints);
  private readonly reference = renderReference(this.document);

  /** Where there is a console, it has this address. */
  @Get()
  home(@Req() request: FastifyRequest, @Res({ passthrough: true }) response: FastifyReply): string {
    void response.headers(HOME_HEADERS);
    return renderHome(request.headers['accept-language']);
  }

  @Get('docs')
  docs(@Res({ passthrough: true }) response: FastifyReply): string {
    void response.headers(REFERENCE_HEADERS);
    return this.reference;
  }

  @Get('openapi.json')
  openapi(): object {
    return this.document;
  }
}
