import { Module } from '@nestjs/common';
import { CatalogHandlers } from './catalog.handlers.js';

@Module({ controllers: [CatalogHandlers] })
export class CatalogModule {}
