import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  checkReassignment,
  getReassignment,
  type Input,
  listReassignments,
  previewReassignment,
  startReassignment,
} from '@seatkeeper/contracts';
import { RunsService } from './runs.service.js';

@Controller()
export class RunsHandlers {
  constructor(private readonly runs: RunsService) {}

  @Handle(previewReassignment)
  preview(request: Input<typeof previewReassignment>) {
    return this.runs.preview(request);
  }

  @Handle(checkReassignment)
  check(request: Input<typeof checkReassignment>) {
    return this.runs.check(request);
  }

  @Handle(startReassignment)
  start(request: Input<typeof startReassignment>) {
    return this.runs.start(request);
  }

  @Handle(getReassignment)
  get(request: Input<typeof getReassignment>) {
    return this.runs.get(request);
  }

  @Handle(listReassignments)
  list(request: Input<typeof listReassignments>) {
    return this.runs.list(request);
  }
}
