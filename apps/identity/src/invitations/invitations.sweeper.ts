import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { InvitationsService } from './invitations.service.js';
import { WaitListsService } from './wait-lists.service.js';

const expired = defineSweep({ name: 'expired invitations', everyMs: 5_000, restMs: 20_000 });
const WAIT_LISTS_MS = 10_000;

@Injectable()
export class InvitationsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly invitations: InvitationsService,
    private readonly waitList: WaitListsService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(expired, () => this.invitations.expire());
    this.repeater.every(WAIT_LISTS_MS, 'wait lists', () => this.waitList.sweep());
  }
}
