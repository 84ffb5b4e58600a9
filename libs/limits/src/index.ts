export { countingConnection } from './connection.js';
export { type Limit, limitSetting } from './limit-setting.js';
export { Limiter, type Policy, type Standing, type Taken } from './limiter.js';
export { inWords, secondsOf, standingOf, tooMany } from './refusal.js';
