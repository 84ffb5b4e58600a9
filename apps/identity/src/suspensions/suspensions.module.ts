import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SuspensionsService } from './suspensions.service.js';

@Module({ imports: [AccountsModule], providers: [SuspensionsService] })
export class SuspensionsModule {}
