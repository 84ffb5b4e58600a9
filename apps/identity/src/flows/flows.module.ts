import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { UsersModule } from '../users/users.module.js';
import { FlowDriversService } from './flow-drivers.service.js';
import { FlowRunnerService } from './flow-runner.service.js';
import { FlowsService } from './flows.service.js';
import { FlowsSweeper } from './flows.sweeper.js';

/** The engine that drives changes of users that take more than one write. It knows none of them. */
@Module({
  imports: [UsersModule, DiscoveryModule],
  providers: [FlowDriversService, FlowRunnerService, FlowsService, FlowsSweeper],
  exports: [FlowsService],
})
export class FlowsModule {}
