import { Controller, Get, Res } from '@nestjs/common';
import { endpoints } from '@seatkeeper/contracts';
import { describeApi } from '@seatkeeper/references';
import type { FastifyReply } from 'fastify';
import { REFERENCE_HEADERS, renderReference } from './reference-page.js';

@Controller()
export class DocsController {
  private readonly document = describeApi(endpoints);
  private readonly page = renderReference(this.document);

  @Get('openapi.json')
  openapi(): object {
    return this.document;
  }

  @Get('docs')
  reference(@Res({ passthrough: true }) response: FastifyReply): string {
    void response.headers(REFERENCE_HEADERS);
    return this.page;
  }
}
