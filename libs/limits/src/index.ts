export { countingConnection } from './connection.js';
export { Limiter, type Policy, type Standing } from './limiter.js';
