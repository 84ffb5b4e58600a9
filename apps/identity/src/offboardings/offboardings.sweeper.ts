import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, logger, Repeater, SetAside } from '@seatkeeper/service';
import {
  OffboardingReportsService,
  unfinishedReports,
} from '../offboarding-reports/offboarding-reports.service.js';
import { OffboardingsService } from './offboardings.service.js';

const REPORTS_A_ROUND = 100;

const log = logger('offboarding');

/** Finishes the reports of offboardings. Every copy of the service looks; the write that makes one final decides. */
@Injectable()
export class OffboardingsSweeper implements OnModuleInit {
  private readonly aside: SetAside;

  constructor(
    private readonly reports: OffboardingReportsService,
    private readonly offboardings: OffboardingsService,
    clock: Clock,
    private readonly repeater: Repeater,
  ) {
    this.aside = new SetAside(clock);
  }

  onModuleInit(): void {
    this.repeater.sweep(unfinishedReports, () => this.sweep());
  }

  /** True if there were any. */
  async sweep(): Promise<boolean> {
    const due = await this.reports.due(REPORTS_A_ROUND, this.aside.ids);
    await this.aside.each(
      due,
      (found) => this.offboardings.finish(found),
      ({ _id: offboardingId }, error) =>
        log.warn('The report of an offboarding could not be finished yet', { offboardingId, error }),
    );
    return due.length > 0;
  }
}
