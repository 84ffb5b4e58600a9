// Answers requests in a process of its own, which a test may freeze, and says which of them it begins.
import { Injectable, Module } from '@nestjs/common';
import { busSettings, defineSettings, runService } from '@seatkeeper/service';
import { BusModule } from '../bus.module.js';
import { BusServer } from '../bus-server.js';
import { Handle } from '../wiring/decorators.js';
import { note } from './notes.js';

@Injectable()
class NoteHandlers {
  @Handle(note)
  async note({ n }: { n: number }): Promise<{ n: number }> {
    process.stdout.write(`begins ${n}\n`);
    return { n };
  }
}

@Module({ imports: [BusModule.forRoot()], providers: [NoteHandlers] })
class NoteKeeper {}

await runService({
  name: 'keeper',
  module: NoteKeeper,
  settings: defineSettings(busSettings),
  transport: BusServer,
});
