import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';

@Module({ imports: [UsersModule], providers: [AuditRepository, AuditService] })
export class AuditModule {}
