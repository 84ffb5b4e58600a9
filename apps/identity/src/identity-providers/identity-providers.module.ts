import { Module } from '@nestjs/common';
import { IdentityProvidersClient } from './identity-providers.client.js';

/** What is asked of the identity providers of accounts. */
@Module({ providers: [IdentityProvidersClient], exports: [IdentityProvidersClient] })
export class IdentityProvidersModule {}
