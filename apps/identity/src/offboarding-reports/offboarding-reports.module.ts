import { Module } from '@nestjs/common';
import { OffboardingReportsRepository } from './offboarding-reports.repository.js';
import { OffboardingReportsService } from './offboarding-reports.service.js';

/** What leavings did, and the reports of them. */
@Module({
  providers: [OffboardingReportsRepository, OffboardingReportsService],
  exports: [OffboardingReportsService],
})
export class OffboardingReportsModule {}
