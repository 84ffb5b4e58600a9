import { parentPort, workerData } from 'node:worker_threads';
import type { Paper } from './paper.js';
import { print } from './print.js';

const printed = await print(workerData as Paper);
const bytes = new Uint8Array(printed);
parentPort?.postMessage(bytes, [bytes.buffer]);
