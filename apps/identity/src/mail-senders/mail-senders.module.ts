import { Module } from '@nestjs/common';
import { AdminsModule } from '../admins/admins.module.js';
import { PermissionHoldersModule } from '../permission-holders/permission-holders.module.js';
import { MailSendersService } from './mail-senders.service.js';

/** Who may choose the mail server of an account. */
@Module({ imports: [AdminsModule, PermissionHoldersModule], providers: [MailSendersService] })
export class MailSendersModule {}
