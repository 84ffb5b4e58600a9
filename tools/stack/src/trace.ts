import { REPOSITORY } from '../early/places.mjs';
import { trace } from './trace/command.js';

/** `npm run trace -- <request id>` */
process.exitCode = await trace(
  process.argv.slice(2),
  process.env,
  REPOSITORY,
  (text) => process.stdout.write(`${text}\n`),
  process.stdout.isTTY,
);
