export { describeBus } from './asyncapi.js';
export { describeApi, type OpenApi, type Operation } from './openapi.js';
