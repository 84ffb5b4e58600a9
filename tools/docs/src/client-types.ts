import type { OpenApi } from '@seatkeeper/references';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

/**
 * What `libs/client` is typed with: every call of the API with what it takes and what it answers. Refusals are left out,
 * for all of them are one shape, the problem, which the client throws.
 */
export async function clientTypes(api: OpenApi): Promise<string> {
  const types = astToString(await openapiTS(withoutRefusals(api) as unknown as OpenAPI3));
  return [
    '// Made of docs/reference/openapi.json by `npm run docs`.',
    '',
    '/** Their answers are kept nowhere, so they take no Idempotency-Key. */',
    `export const SECRET_ANSWERS: ReadonlySet<string> = new Set(${JSON.stringify(secretAnswers(api), null, 2)});`,
    '',
    types,
  ].join('\n');
}

function withoutRefusals(api: OpenApi): OpenApi {
  const copy = structuredClone(api);
  copy.components.responses = {};
  for (const operation of Object.values(copy.paths).flatMap((path) => Object.values(path)))
    operation.responses = Object.fromEntries(
      Object.entries(operation.responses).filter(([status]) => Number(status) < 400),
    );
  return copy;
}

const secretAnswers = ({ paths }: OpenApi): string[] =>
  Object.entries(paths)
    .filter(([, { post }]) => post && !post.parameters.some(({ name }) => name === 'Idempotency-Key'))
    .map(([path]) => path);
