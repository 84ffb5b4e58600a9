// node --conditions=@seatkeeper/source --import …/typescript.mjs program.ts
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
