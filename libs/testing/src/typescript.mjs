// `node --conditions=@seatkeeper/source --import <this file> some.ts` runs the sources themselves, so that
// a test of a whole process sees what is in src, built or not.
import { transformFile } from '@swc/core';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

const swcrc = fileURLToPath(new URL('../../../.swcrc', import.meta.url));

/** Relative imports carry the extension they will have after the build. */
export function resolve(specifier, context, next) {
  const toSource = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return next(toSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    configFile: swcrc,
    swcrc: false,
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
