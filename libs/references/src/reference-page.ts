import type { OpenApi, Operation } from './openapi.js';

/** A page for people who look something up; tools read /openapi.json. */
export function renderReference({ info, tags, paths }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name }) => {
    const rows = operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ path, method, operation }) => row(method, path, operation));
    return `<section><h2>${escape(name)}</h2>${rows.join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)} API</title>
<style>
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1a2233; background: #fff; }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
pre { padding: .75rem; overflow: auto; background: #f1f4f9; border-radius: .5rem; }
details { border-top: 1px solid #d5dbe6; padding: .5rem 0; } summary { cursor: pointer; }
.method { display: inline-block; min-width: 4rem; font-weight: 700; }
</style></head>
<body><h1>${escape(info.title)} API</h1><p>${escape(info.description)}</p>
<p>For tools: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>${sections.join('')}</body></html>
`;
}

function row(method: string, path: string, operation: Operation): string {
  const parameters = operation.parameters.map(
    ({ name, in: place, description }) =>
      `<li><code>${escape(name)}</code> (${place})${description ? `: ${escape(description)}` : ''}</li>`,
  );
  const body = operation.requestBody
    ? `<h4>Body</h4><pre>${escape(JSON.stringify(operation.requestBody['content'], null, 2))}</pre>`
    : '';
  const responses = Object.entries(operation.responses).map(
    ([status, response]) => `<li><code>${status}</code> ${escape(describe(response))}</li>`,
  );
  return `<details id="${operation.operationId}"><summary><span class="method">${method.toUpperCase()}</span> <code>${escape(path)}</code>: ${escape(operation.summary)}</summary>
${operation.description ? `<p>${escape(operation.description)}</p>` : ''}
${parameters.length > 0 ? `<h4>Parameters</h4><ul>${parameters.join('')}</ul>` : ''}${body}
<h4>Answers</h4><ul>${responses.join('')}</ul></details>`;
}

const describe = ({ description, $ref }: Record<string, unknown>): string =>
  typeof description === 'string' ? description : (String($ref).split('/').pop() ?? '');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
