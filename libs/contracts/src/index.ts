export * from './definitions.js';
export * from './catalog.js';
