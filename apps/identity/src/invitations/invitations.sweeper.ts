import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { InvitationsService } from './invitations.service.js';
import { RemindersService } from './reminders.service.js';
import { WaitListsService } from './wait-lists.service.js';

const expired = defineSweep({ name: 'expired invitations', everyMs: 5_000, restMs: 20_000 });
const reminders = defineSweep({ name: 'invitation reminders', everyMs: 15_000, restMs: 60_000 });
const waitLists = defineSweep({ name: 'wait lists', everyMs: 10_000, restMs: 12_000 });

@Injectable()
export class InvitationsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly invitations: InvitationsService,
    private readonly reminders: RemindersService,
    private readonly waitList: WaitListsService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(expired, () => this.invitations.expire());
    this.repeater.sweep(reminders, () => this.reminders.remind());
    this.repeater.sweep(waitLists, () => this.waitList.sweep());
  }
}
