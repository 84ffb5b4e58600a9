import { Module } from '@nestjs/common';
import { ReachModule } from '../reach/reach.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { TrailService } from './trail.service.js';

@Module({
  imports: [UsersModule, ReachModule],
  providers: [AuditRepository, AuditService, TrailService],
  exports: [TrailService],
})
export class AuditModule {}
