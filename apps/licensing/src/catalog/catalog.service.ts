import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { listCatalog, type Output } from '@seatkeeper/contracts';
import { catalog } from './catalog.js';

@Injectable()
export class CatalogService {
  @Handle(listCatalog)
  async list(): Promise<Output<typeof listCatalog>> {
    return { items: structuredClone([...catalog]) };
  }
}
