export { type Child, startChild } from './child.js';
export { TestClock } from './clock.js';
export { eventually } from './eventually.js';
export { type Mail, Mailbox } from './mailbox.js';
export { uniqueName } from './names.js';
export { race, type RaceResult } from './race.js';
export { type Servers, servers } from './servers.js';
export { testService, type TestService, type TestServiceOptions } from './test-service.js';
export { testWorld, type World } from './world.js';
