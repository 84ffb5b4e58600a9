export { type AddOptions, Jobs } from './jobs.js';
export { JobsModule } from './jobs.module.js';
export { type Outcome, Process, type ProcessOptions } from './process.js';
