import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { listSigningKeys, type Output } from '@seatkeeper/contracts';
import { AccessTokensService } from './access-tokens.service.js';

@Controller()
export class SigningKeysHandlers {
  constructor(private readonly tokens: AccessTokensService) {}

  @Handle(listSigningKeys)
  list(): Promise<Output<typeof listSigningKeys>> {
    return Promise.resolve({ keys: [...this.tokens.keys] });
  }
}
