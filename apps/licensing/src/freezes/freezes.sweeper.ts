import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { InvoicesService } from '../invoices/invoices.service.js';
import { FreezesService } from './freezes.service.js';

const reminders = defineSweep({ name: 'invoices to be reminded of', everyMs: 1_000, restMs: 12_000 });
const freezes = defineSweep({ name: 'accounts that have not paid', everyMs: 1_000, restMs: 12_000 });
const AT_ONCE = 20;

/** Reminds of invoices that are overdue, and lets what was decided follow. */
@Injectable()
export class FreezesSweeper implements OnModuleInit {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly freezes: FreezesService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(reminders, () => this.invoices.remind(AT_ONCE));
    this.repeater.sweep(freezes, () => this.freezes.freezeDue(AT_ONCE));
  }
}
