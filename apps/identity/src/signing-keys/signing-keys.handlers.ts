import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { listSigningKeys, type Output } from '@seatkeeper/contracts';
import { AccessTokens } from './access-tokens.js';

@Controller()
export class SigningKeysHandlers {
  constructor(private readonly tokens: AccessTokens) {}

  @Handle(listSigningKeys)
  list(): Promise<Output<typeof listSigningKeys>> {
    return Promise.resolve({ keys: [...this.tokens.keys] });
  }
}
