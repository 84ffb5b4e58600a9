export type { Block, Fact, Paper } from './paper.js';
export { Press } from './press.js';
