import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { listCatalog, type Output } from '@seatkeeper/contracts';
import { catalog } from './catalog.js';

@Controller()
export class CatalogHandlers {
  @Handle(listCatalog)
  async list(): Promise<Output<typeof listCatalog>> {
    return { items: structuredClone([...catalog]) };
  }
}
