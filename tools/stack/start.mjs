/**
 * What `npm start` and `npm run dev` run: checks, prepares, then becomes the supervisor, so that signals arrive
 * there. Plain JavaScript with nothing but Node, because nothing else may be installed yet.
 */
import { CannotStart } from './early/cannot-start.mjs';
import { checkEarly } from './early/checks.mjs';
import { REPOSITORY } from './early/places.mjs';
import { prepare } from './early/prepare.mjs';

try {
  await checkEarly(process.env, REPOSITORY, console.log);
  await prepare();
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(`\n${error.message}`);
  process.exit(1);
}
await import('./dist/main.js');
