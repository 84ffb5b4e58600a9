import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Repeater } from '@seatkeeper/service';
import { SignUpService } from './sign-up.service.js';

const EVERY_MS = 2_000;

@Injectable()
export class SignUpSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly signUps: SignUpService,
  ) {}

  onModuleInit(): void {
    this.repeater.every(EVERY_MS, 'interrupted sign-ups', () => this.signUps.resume());
  }
}
