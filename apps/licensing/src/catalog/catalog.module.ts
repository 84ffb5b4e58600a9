import { Module } from '@nestjs/common';
import { SETTINGS } from '@seatkeeper/service';
import { CatalogService } from './catalog.service.js';
import { Catalogs } from './catalogs.js';

/** The setting was read into a catalogue at the start, or there was none. */
const catalogs = {
  provide: Catalogs,
  useFactory: ({ CATALOG_FOLDER }: { CATALOG_FOLDER: Catalogs }) => CATALOG_FOLDER,
  inject: [SETTINGS],
};

@Module({ providers: [catalogs, CatalogService], exports: [Catalogs] })
export class CatalogModule {}
