import { Module } from '@nestjs/common';
import { PermissionHoldersModule } from '../permission-holders/permission-holders.module.js';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { PlanRefusalsService } from './plan-refusals.service.js';

/** Who is told of joinings and leavings that could not be kept. */
@Module({
  imports: [PermissionHoldersModule, ReachModule, UsersModule],
  providers: [PlanRefusalsService],
})
export class PlanRefusalsModule {}
