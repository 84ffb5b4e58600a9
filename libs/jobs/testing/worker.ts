// A worker process to be killed: takes a run, says so, and never finishes it. The first argument names its world.
import { testWorld } from '@seatkeeper/testing';
import { startWork, Work } from './fixture.js';

const service = await startWork(testWorld(process.argv[2]));
service.get(Work).onTurn = (run) => {
  process.stdout.write(`took ${run}\n`);
  return new Promise(() => undefined);
};
process.stdout.write('ready\n');
