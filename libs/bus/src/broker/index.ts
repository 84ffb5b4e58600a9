export { brokerDefinitions } from './definitions.js';
export { brokerUsers } from './permissions.js';
export { userOf } from './users.js';
