import { transformFile } from '@swc/core';
import { fileURLToPath } from 'node:url';

const swcrc = fileURLToPath(new URL('../../../../.swcrc', import.meta.url));

/** Sources name each other by the names they have when compiled. */
export function resolve(specifier, context, next) {
  const fromSource = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return next(fromSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    configFile: swcrc,
    sourceMaps: 'inline',
    exclude: [],
  });
  return { format: 'module', source: code, shortCircuit: true };
}
