export { type Limit, limitSetting } from './limit-setting.js';
export { type Limiter, type Policy, type Standing, type Taken } from './limiter.js';
export { Limiters } from './limiters.js';
export { LimitsModule } from './limits.module.js';
export { inWords, secondsOf, standingOf, tooMany } from './refusal.js';
