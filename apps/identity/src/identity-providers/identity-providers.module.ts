import { Module } from '@nestjs/common';
import { IdentityProvidersClient } from './identity-providers.client.js';
import { OutsidePlacesService } from './outside-places.service.js';

/** What is asked of the identity providers of accounts. */
@Module({
  providers: [IdentityProvidersClient, OutsidePlacesService],
  exports: [IdentityProvidersClient, OutsidePlacesService],
})
export class IdentityProvidersModule {}
