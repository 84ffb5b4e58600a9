import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Repeater } from '@seatkeeper/service';
import { GroupsService } from './groups.service.js';

const EVERY_MS = 10_000;

@Injectable()
export class GroupsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly groups: GroupsService,
  ) {}

  onModuleInit(): void {
    this.repeater.every(EVERY_MS, 'deleted groups', () => this.groups.sweep());
  }
}
