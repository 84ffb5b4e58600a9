import type { OpenApi, Operation } from '@seatkeeper/references';
import { type Html, html } from './html.js';
import { inline, markdown, table } from './markdown.js';
import { PageKind } from './page.js';
import { REFERENCE_SCRIPT, REFERENCE_STYLE } from './reference-look.js';
import { fieldsOf, type JsonSchema, refName, typeOf } from './schema-words.js';

const referencePage = new PageKind(REFERENCE_STYLE, REFERENCE_SCRIPT);
export const REFERENCE_HEADERS = referencePage.headers;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

interface Content {
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, unknown>>;
}
type ContentByType = Readonly<Record<string, Content>>;

/** The API for people who look something up; tools read /openapi.json, of which this is made. */
export function renderReference({ info, tags, paths, components }: OpenApi): string {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const sections = tags.map(({ name }) => ({
    name,
    id: `tag-${name.toLowerCase()}`,
    calls: calls.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const schemas = Object.entries(components.schemas as Record<string, JsonSchema>);
  return referencePage.render(
    'en',
    `${info.title} API`,
    html`<header>
        <h1>${info.title} API</h1>
        ${markdown(info.description)}
        <p>
          For tools: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). In the examples
          <code>$TOKEN</code> is the access token that <a href="#signIn">sign-in</a> answers with.
        </p>
        <nav>
          ${sections.map(({ name, id }) => html`<a href="#${id}">${name}</a> `)}
          <a href="#schemas">Schemas</a>
        </nav>
        <label id="search" hidden>Search <input id="words" type="search" autocomplete="off" /></label>
      </header>
      ${sections.map(
        ({ name, id, calls }) =>
          html`<section id="${id}">
            <h2>${name}</h2>
            ${calls.map(callOf)}
          </section>`,
      )}
      <section id="schemas">
        <h2>Schemas</h2>
        ${schemas.map(
          ([name, schema]) =>
            html`<details id="schema-${name}">
              <summary>${name}</summary>
              ${fieldTable(schema)}
            </details>`,
        )}
      </section>
      <p id="none" hidden>No call has all of these words.</p>`,
  );
}

function callOf({ method, path, operation }: Call): Html {
  const { operationId, summary, description, parameters, responses } = operation;
  return html`<details id="${operationId}">
    <summary>
      <b class="${method.toLowerCase()}">${method}</b> <code>${breakable(path)}</code>
      <span>${inline(summary)}</span>
    </summary>
    ${description && markdown(description)} ${command(method, path, operation)}
    ${parameters.length > 0 && parameterTable(parameters)} ${bodyOf(operation)}
    <h3>Answers</h3>
    ${Object.entries(responses).map(([status, response]) => answerOf(status, response))}
  </details>`;
}

/** Long addresses break at their slashes. */
const breakable = (path: string): Html => html`${path.split(/(?=\/)/).map((part) => html`${part}<wbr />`)}`;

const jsonOf = (operation: Operation): Content | undefined =>
  (operation.requestBody?.['content'] as ContentByType | undefined)?.['application/json'];

/** The call as a terminal makes it, with the body of the example. */
function command(method: string, path: string, operation: Operation): Html {
  const content = operation.requestBody?.['content'] as ContentByType | undefined;
  const example = jsonOf(operation)?.example;
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} `,
    ...(operation.security.length > 0 ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(example === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(example)}`]),
    ...(content && !content['application/json']
      ? [`-H 'Content-Type: ${Object.keys(content)[0]}'`, '--data-binary @file']
      : []),
  ];
  const [first, ...others] = lines;
  return html`<pre><code>${first}<span class="origin">http://127.0.0.1:3000</span>${path}${others.map((line) => ` \\\n  ${line}`)}</code></pre>`;
}

const quoted = (example: unknown): string => `'${JSON.stringify(example, null, 2).replaceAll("'", "'\\''")}'`;

const parameterTable = (parameters: Operation['parameters']): Html =>
  html`<h3>Parameters</h3>
    ${table(
      [html`name`, html`where`, html`what`],
      parameters.map(({ name, in: place, required, description, schema }) => [
        html`<code>${name}</code>${required && needed}`,
        html`${place}`,
        html`${typeOf(schema as JsonSchema)}${description && html`: ${inline(description)}`}`,
      ]),
    )}`;

const needed = html` <em>needed</em>`;

function bodyOf(operation: Operation): Html | undefined {
  const json = jsonOf(operation);
  if (json)
    return html`<h3>Body</h3>
      ${fieldTable(json.schema)}`;
  const content = (operation.requestBody?.['content'] as ContentByType | undefined) ?? {};
  const types = Object.keys(content);
  if (types.length === 0) return undefined;
  return html`<h3>Body</h3>
    <p>A file, as ${types.map((type, index) => html`${index > 0 && ' or '}<code>${type}</code>`)}.</p>
    ${Object.values(content).map(textExample)}`;
}

function answerOf(status: string, response: Operation['responses'][string]): Html {
  const {
    $ref,
    description,
    content = {},
  } = response as {
    $ref?: string;
    description?: string;
    content?: ContentByType;
  };
  const json = content['application/json'];
  const text = $ref === undefined ? inline(description ?? '') : html`<code>${refName($ref)}</code>`;
  if (!json)
    return html`<div class="answer">
      <p><b>${status}</b> ${text}</p>
      ${Object.values(content).map(textExample)}
    </div>`;
  const example = exampleOf(json);
  return html`<div class="answer">
    <p><b>${status}</b> ${text}: ${typeOf(json.schema)}</p>
    ${example !== undefined && html`<pre><code>${JSON.stringify(example, null, 2)}</code></pre>`}
    ${fieldTable(json.schema)}
  </div>`;
}

const textExample = ({ example }: Content): Html | undefined =>
  typeof example === 'string' ? html`<pre><code>${example}</code></pre>` : undefined;

const exampleOf = ({ example, examples = {} }: Content): unknown =>
  example ?? (Object.values(examples)[0] as { value?: unknown } | undefined)?.value;

function fieldTable(schema: JsonSchema): Html | undefined {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return undefined;
  return table(
    [html`field`, html`what`],
    fields.map(({ path, schema: field, required }) => [
      html`<code>${path}</code>${required && needed}`,
      html`${typeOf(field)}${
        field.default !== undefined && html`, else <code>${JSON.stringify(field.default)}</code>`
      }${field.description && html`: ${inline(field.description)}`}`,
    ]),
  );
}
