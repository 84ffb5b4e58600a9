export {
  type AttachedStack,
  attachStack,
  launchStack,
  type RunningStack,
  type StackWanted,
} from './launch-stack.js';
export { type BrowserProgram, findBrowser } from './browser.js';
export { startServers, type RunningServers, type ServersWanted } from './start-servers.js';
export type { ServiceInfo, StackInfo } from './stack-info.js';
export { type DemoDoor, type DoorWanted, openDemoDoor } from './seed/demo-door.js';
export { publishCancellation, publishPurchase } from './seed/purchase.js';
export { linesWith } from './trace/logs.js';
export { billingAddress } from './services/service-environment.js';
export { mongodbAnswers, rabbitmqAnswers, redisAnswers } from './servers/answers.js';
