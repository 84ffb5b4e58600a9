import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { AuditHandlers } from './audit.handlers.js';
import { AuditRepository } from './audit.repository.js';

@Module({ imports: [UsersModule], controllers: [AuditHandlers], providers: [AuditRepository] })
export class AuditModule {}
