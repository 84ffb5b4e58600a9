// Hears events in a process of its own; with REFUSES set it can do nothing with any of them.
import { Injectable, Module } from '@nestjs/common';
import { busSettings, defineSettings, runService } from '@seatkeeper/service';
import { BusModule } from '../bus.module.js';
import { BusServer } from '../bus-server.js';
import { On } from '../wiring/decorators.js';
import { noted } from './notes.js';

@Injectable()
class StubbornHandlers {
  @On(noted)
  async hear({ n }: { n: number }): Promise<void> {
    if (process.env['REFUSES']) throw new Error('Not today');
    process.stdout.write(`heard ${n}\n`);
  }
}

@Module({ imports: [BusModule.forRoot({ retryDelaysMs: [100, 200] })], providers: [StubbornHandlers] })
class StubbornListener {}

await runService({
  name: 'listener',
  module: StubbornListener,
  settings: defineSettings(busSettings),
  transport: BusServer,
});
