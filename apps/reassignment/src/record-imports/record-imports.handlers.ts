import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  appendRecordImport,
  finishRecordImport,
  getRecordImport,
  type Input,
  openRecordImport,
} from '@seatkeeper/contracts';
import { RecordImportsService } from './record-imports.service.js';

@Controller()
export class RecordImportsHandlers {
  constructor(private readonly imports: RecordImportsService) {}

  @Handle(openRecordImport)
  open(request: Input<typeof openRecordImport>) {
    return this.imports.open(request);
  }

  @Handle(appendRecordImport)
  append(request: Input<typeof appendRecordImport>) {
    return this.imports.append(request);
  }

  @Handle(finishRecordImport)
  finish(request: Input<typeof finishRecordImport>) {
    return this.imports.finish(request);
  }

  @Handle(getRecordImport)
  get(request: Input<typeof getRecordImport>) {
    return this.imports.get(request);
  }
}
