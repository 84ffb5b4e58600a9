import { Module } from '@nestjs/common';
import { AdminsModule } from '../admins/admins.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { UsersModule } from '../users/users.module.js';
import { ReportingLinesService } from './reporting-lines.service.js';
import { UpdatesDriver } from './updates.driver.js';
import { UpdatesService } from './updates.service.js';

@Module({
  imports: [UsersModule, OrganisationModule, FlowsModule, AdminsModule, SeatsModule],
  providers: [ReportingLinesService, UpdatesDriver, UpdatesService],
  exports: [ReportingLinesService, UpdatesService],
})
export class ProfileModule {}
