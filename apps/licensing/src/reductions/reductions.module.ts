import { Module } from '@nestjs/common';
import { ReductionsRepository } from './reductions.repository.js';
import { ReductionsService } from './reductions.service.js';

@Module({ providers: [ReductionsRepository, ReductionsService], exports: [ReductionsService] })
export class ReductionsModule {}
