import { Module } from '@nestjs/common';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { ReportingLinesService } from './reporting-lines.service.js';

/** Who reports to whom. Below the acts: people are invited into it, changed in it, and leave it. */
@Module({
  imports: [UsersModule, ReachModule],
  providers: [ReportingLinesService],
  exports: [ReportingLinesService],
})
export class ReportingModule {}
