// `node --import …/typescript.mjs main.ts` runs a service from its sources, so that tests can kill a real process.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
