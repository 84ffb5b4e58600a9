import { Module } from '@nestjs/common';
import { AdminsModule } from '../admins/admins.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { UsersModule } from '../users/users.module.js';
import { BansDriver } from './bans.driver.js';
import { BansService } from './bans.service.js';

@Module({
  imports: [UsersModule, FlowsModule, AdminsModule],
  providers: [BansDriver, BansService],
  exports: [BansService],
})
export class BansModule {}
