import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { SignUpService } from './sign-up.service.js';

const interrupted = defineSweep({ name: 'interrupted sign-ups', everyMs: 2_000, restMs: 4_000 });

@Injectable()
export class SignUpSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly signUps: SignUpService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(interrupted, () => this.signUps.resume());
  }
}
