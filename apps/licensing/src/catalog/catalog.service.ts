import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, listCatalog, type Output } from '@seatkeeper/contracts';
import { toCatalog } from './catalog.js';
import { Catalogs } from './catalogs.js';

@Injectable()
export class CatalogService {
  constructor(private readonly catalogs: Catalogs) {}

  @Handle(listCatalog)
  async list({ version }: Input<typeof listCatalog>): Promise<Output<typeof listCatalog>> {
    const { current } = this.catalogs;
    return toCatalog(version === undefined ? current : this.catalogs.version(version));
  }
}
