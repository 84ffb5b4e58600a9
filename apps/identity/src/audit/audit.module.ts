import { Module } from '@nestjs/common';
import { ReachModule } from '../reach/reach.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { UsersModule } from '../users/users.module.js';
import { ActorNamesService } from './actor-names.service.js';
import { AuditExportsService } from './audit-exports.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { HappeningsService } from './happenings.service.js';
import { SealingService } from './sealing.service.js';
import { SealingSweeper } from './sealing.sweeper.js';
import { SealsRepository } from './seals.repository.js';
import { SealsService } from './seals.service.js';
import { TrailService } from './trail.service.js';

@Module({
  imports: [AccountsModule, UsersModule, ReachModule],
  providers: [
    ActorNamesService,
    AuditRepository,
    AuditService,
    AuditExportsService,
    HappeningsService,
    SealsRepository,
    SealsService,
    SealingService,
    SealingSweeper,
    TrailService,
  ],
  exports: [HappeningsService, TrailService],
})
export class AuditModule {}
