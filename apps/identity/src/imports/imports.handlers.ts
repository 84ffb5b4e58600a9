import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  abortUserImport,
  appendUserImport,
  getUserImport,
  type Input,
  openUserImport,
  type Output,
  startUserImport,
  type UserImport,
} from '@seatkeeper/contracts';
import { ImportsService } from './imports.service.js';

@Controller()
export class ImportsHandlers {
  constructor(private readonly imports: ImportsService) {}

  @Handle(openUserImport)
  open(request: Input<typeof openUserImport>): Promise<UserImport> {
    return this.imports.open(request);
  }

  @Handle(appendUserImport)
  async append(request: Input<typeof appendUserImport>): Promise<Output<typeof appendUserImport>> {
    await this.imports.append(request);
    return {};
  }

  @Handle(startUserImport)
  start(request: Input<typeof startUserImport>): Promise<UserImport> {
    return this.imports.start(request);
  }

  @Handle(abortUserImport)
  abort(request: Input<typeof abortUserImport>): Promise<UserImport> {
    return this.imports.abort(request);
  }

  @Handle(getUserImport)
  get(request: Input<typeof getUserImport>): Promise<Output<typeof getUserImport>> {
    return this.imports.get(request);
  }
}
