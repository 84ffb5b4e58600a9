/** What `npm start` runs: prepares, then becomes the supervisor, so that signals arrive there. */
import { prepare } from './prepare.mjs';

await prepare();
await import('./dist/main.js');
