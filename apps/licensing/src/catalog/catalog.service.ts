import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { listCatalog, type Output } from '@seatkeeper/contracts';
import { toCatalog } from './catalog.js';
import { Catalogs } from './catalogs.js';

@Injectable()
export class CatalogService {
  constructor(private readonly catalogs: Catalogs) {}

  @Handle(listCatalog)
  async list(): Promise<Output<typeof listCatalog>> {
    return toCatalog(this.catalogs.current);
  }
}
