import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { GroupsService } from './groups.service.js';

const deleted = defineSweep({ name: 'deleted groups', everyMs: 10_000, restMs: 40_000 });

@Injectable()
export class GroupsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly groups: GroupsService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(deleted, () => this.groups.sweep());
  }
}
