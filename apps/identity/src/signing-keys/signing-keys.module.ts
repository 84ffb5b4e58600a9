import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { SigningKeysHandlers } from './signing-keys.handlers.js';

@Module({ controllers: [SigningKeysHandlers], providers: [AccessTokens], exports: [AccessTokens] })
export class SigningKeysModule {}
