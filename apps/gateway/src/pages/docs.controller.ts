import { Controller, Get, Header } from '@nestjs/common';
import { endpoints } from '@seatkeeper/contracts';
import { describeApi, renderReference } from '@seatkeeper/references';

@Controller()
export class DocsController {
  private readonly document = describeApi(endpoints);
  private readonly page = renderReference(this.document);

  @Get('openapi.json')
  openapi(): object {
    return this.document;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  reference(): string {
    return this.page;
  }
}
