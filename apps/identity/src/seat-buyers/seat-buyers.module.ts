import { Module } from '@nestjs/common';
import { PermissionHoldersModule } from '../permission-holders/permission-holders.module.js';
import { UsersModule } from '../users/users.module.js';
import { SeatBuyersService } from './seat-buyers.service.js';

@Module({ imports: [PermissionHoldersModule, UsersModule], providers: [SeatBuyersService] })
export class SeatBuyersModule {}
