import {
  type EndpointContract,
  Fault,
  type FaultCode,
  faults,
  SCIM_TYPE,
  scimStatusOf,
  toProblem,
  toScimError,
} from '@seatkeeper/contracts';
import { z } from 'zod';
import { answerExamples } from './examples/answers.js';
import { type Json, Schemas } from './schemas.js';
import { tagsOf } from './tags.js';

export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Json; securitySchemes: Json; responses: Json };
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  /** Empty for calls that need no token. */
  security: Json[];
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[];
  requestBody?: Json;
  responses: Record<string, Json>;
}

/** The whole HTTP API as OpenAPI 3.1, made of the contracts that also check it. */
export function describeApi(endpoints: readonly EndpointContract[]): OpenApi {
  const schemas = new Schemas();
  const paths: OpenApi['paths'] = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint, schemas);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Seatkeeper',
      version: '1',
      description:
        'Administers the people of business customers who pay by the seat. Every refusal is a problem ' +
        '(RFC 9457) with a stable `code`. Times are RFC 3339 in UTC; ids are opaque strings.',
    },
    servers: [{ url: '/', description: 'The gateway that serves this document' }],
    tags: tagsOf(endpoints),
    paths,
    components: {
      schemas: schemas.components(),
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of a session, or an API key (`sk_…`)',
        },
        sessionCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Secure-seatkeeper',
          description:
            'The refresh token of a session that a page of the same origin has opened. Counts with the header ' +
            '`X-Seatkeeper-Console: 1`, and only here.',
        },
      },
      responses: Object.fromEntries(
        Object.keys(faults).map((code) => [code, problemResponse(code as FaultCode)]),
      ),
    },
  };
}

const securityOf = ({ access, openToCookie }: EndpointContract): Json[] => [
  ...(access === 'public' ? [] : [{ accessToken: [] }]),
  ...(openToCookie ? [{ sessionCookie: [] }] : []),
];

function operation(endpoint: EndpointContract, schemas: Schemas): Operation {
  const { id, tag, summary, access } = endpoint;
  const description = [
    ...(access === 'public' || access === 'signed-in'
      ? []
      : [`Needs the permission \`${access}\`${endpoint.openToSelf ? ', save about oneself' : ''}.`]),
    ...Object.entries(endpoint.needsToo ?? {}).map(
      ([part, permission]) => `With \`${part}\` it needs the permission \`${permission}\`, too.`,
    ),
    ...(endpoint.openToParents ? ['Also for who acts from an account above.'] : []),
    ...(endpoint.withSession ? ['Only with an access token: an API key cannot do this.'] : []),
    ...(endpoint.description === undefined ? [] : [endpoint.description]),
  ].join('\n\n');
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== '' && { description }),
    security: securityOf(endpoint),
    parameters: [
      ...parameters(endpoint.params, 'path', schemas),
      ...parameters(endpoint.query, 'query', schemas),
      ...headers(endpoint),
    ],
    ...requestBody(endpoint, schemas),
    responses: { ...answers(endpoint, schemas), ...refusals(endpoint) },
  };
}

function parameters(schema: z.ZodType, place: string, schemas: Schemas): Operation['parameters'] {
  const { properties = {}, required = [] } = schemas.of(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(typeof description === 'string' && { description }),
    ...(property['type'] === 'object' && { style: 'deepObject', explode: true }),
    schema: property,
  }));
}

function headers({
  method,
  versioned,
  secretAnswer,
  signed,
  resumable,
}: EndpointContract): Operation['parameters'] {
  const header = (name: string, description: string, required = false) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(signed
      ? [
          header('webhook-id', 'Of the message', true),
          header('webhook-timestamp', 'When it is sent, in seconds since 1970', true),
          header(
            'webhook-signature',
            '`v1,` and base64 of the HMAC-SHA256 of id, timestamp and body, with dots between; several with blanks',
            true,
          ),
        ]
      : []),
    ...(method === 'POST' && !secretAnswer
      ? [header('Idempotency-Key', 'The same key and body give the same answer for 24 hours')]
      : []),
    ...(versioned && method !== 'GET'
      ? [header('If-Match', 'The ETag of the version the change is meant for')]
      : []),
    ...(resumable
      ? [header('Last-Event-ID', 'The `id` of the last event that came: what happened after it comes first')]
      : []),
  ];
}

function requestBody(
  { body, upload, example, scim }: EndpointContract,
  schemas: Schemas,
): { requestBody?: Json } {
  if (upload) {
    const file = { type: 'string', contentEncoding: 'binary' };
    const content = upload.map((type) => [
      type,
      type.startsWith('multipart/')
        ? { schema: { type: 'object', properties: { file } } }
        : { schema: { type: 'string' }, ...(example !== undefined && { example }) },
    ]);
    return { requestBody: { required: true, content: Object.fromEntries(content) } };
  }
  if (body instanceof z.ZodUndefined) return {};
  const json = { schema: schemas.of(body, 'input'), ...(example !== undefined && { example }) };
  const required = !body.safeParse(undefined).success;
  return { requestBody: { required, content: { [scim ? SCIM_TYPE : 'application/json']: json } } };
}

function answers({ id, answers, versioned }: EndpointContract, schemas: Schemas): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, body, type, events, alsoAs }]) => {
      const example = answerExamples[id]?.[Number(status)];
      const content = (schema: Json) => ({ schema, ...(example !== undefined && { example }) });
      return [
        status,
        {
          description,
          ...(versioned && { headers: { ETag: { schema: { type: 'string' } } } }),
          ...(body && {
            content: {
              [type ?? 'application/json']: content(schemas.of(body, 'output')),
              ...(alsoAs && { [alsoAs]: { schema: { type: 'string', contentEncoding: 'binary' } } }),
            },
          }),
          ...(type &&
            !body && {
              content: {
                [type]: {
                  ...content({ type: 'string' }),
                  // OpenAPI 3.1 has no word for what the parts of a stream look like.
                  ...(events && { 'x-event-data': schemas.of(events, 'output') }),
                },
              },
            }),
        },
      ];
    }),
  );
}

/** Refusals by status; several of one status stand in one response, each as an example. */
function refusals(endpoint: EndpointContract): Record<string, Json> {
  const codes = new Set<FaultCode>([...endpoint.faults, ...everyCall(endpoint)]);
  const byStatus = new Map<number, FaultCode[]>();
  const statusOf = (code: FaultCode) => (endpoint.scim ? scimStatusOf({ code, members: {} }) : faults[code]);
  for (const code of codes) {
    const { status } = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, of]) => [
        String(status),
        endpoint.scim
          ? scimResponse(of)
          : of.length === 1
            ? { $ref: `#/components/responses/${of[0]}` }
            : problemsResponse(of),
      ]),
  );
}

function everyCall({
  access,
  method,
  body,
  params,
  upload,
  secretAnswer,
  withSession,
  openToParents,
}: EndpointContract): FaultCode[] {
  const takesBody = !(body instanceof z.ZodUndefined);
  return [
    ...(access !== 'public' ? (['unauthenticated', 'account-suspended', 'seat-suspended'] as const) : []),
    ...(access !== 'public' && access !== 'signed-in'
      ? (['forbidden', 'password-change-required', 'second-factor-missing'] as const)
      : []),
    // Who acts from an account above is refused what is for its own people.
    ...(withSession || (access !== 'public' && !openToParents) ? (['forbidden'] as const) : []),
    ...(takesBody
      ? (['malformed-body', 'request-timeout', 'too-large', 'unsupported-media-type'] as const)
      : []),
    ...(upload ? (['request-timeout', 'too-large', 'unsupported-media-type'] as const) : []),
    ...(method === 'POST' && !secretAnswer
      ? (['idempotency-in-progress', 'idempotency-key-reused'] as const)
      : []),
    ...(Object.keys((params as z.ZodObject).shape).length > 0 ? (['not-found'] as const) : []),
    'validation-failed',
    'too-many-requests',
    'service-unavailable',
  ];
}

const REQUEST_ID = 'req_0123456789abcdefghijklmno';
const exampleOf = (code: FaultCode) => toProblem(new Fault(code), REQUEST_ID);

const problemResponse = (code: FaultCode): Json => ({
  description: faults[code].title,
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      example: exampleOf(code),
    },
  },
});

const problemsResponse = (codes: readonly FaultCode[]): Json => ({
  description: codes.map((code) => `\`${code}\`: ${faults[code].title}`).join('; '),
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
    },
  },
});

/** The same in the words of SCIM. */
const scimResponse = (codes: readonly FaultCode[]): Json => ({
  description: codes.map((code) => `\`${code}\`: ${faults[code].title}`).join('; '),
  content: {
    [SCIM_TYPE]: {
      schema: { $ref: '#/components/schemas/ScimError' },
      examples: Object.fromEntries(
        codes.map((code) => [code, { value: toScimError(new Fault(code), REQUEST_ID).body }]),
      ),
    },
  },
});
