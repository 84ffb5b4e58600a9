import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { FreezesService } from './freezes.service.js';
import { FreezesSweeper } from './freezes.sweeper.js';
import { InvoiceMailsService } from './invoice-mails.service.js';

@Module({
  imports: [AccountsModule, InvoicesModule],
  providers: [FreezesService, FreezesSweeper, InvoiceMailsService],
})
export class FreezesModule {}
