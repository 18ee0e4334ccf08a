import { z } from 'zod';
import { oauthError } from '#lib/identity/contract';
import type { ErrorStyle, Operation, ResponseSpec } from '#lib/operation';
import { reportStreamError } from '#lib/submissions/contract';
import { problem } from '#lib/text';

type Json = Record<string, unknown>;

const ERRORS: Record<ErrorStyle, { mediaType: string; schema: z.ZodType }> = {
  problem: { mediaType: 'application/problem+json', schema: problem.meta({ id: 'Problem' }) },
  reportstream: { mediaType: 'application/json', schema: reportStreamError },
  oauth: { mediaType: 'application/json', schema: oauthError },
};

const ERROR_WORDS: Record<number, string> = {
  400: 'The request is not valid; `detail` says why.',
  401: 'No valid credentials, or not permitted to read this.',
  403: 'The caller may not do this in this domain.',
  404: 'Unknown, or not visible to this caller.',
  405: 'The method is not available here; see Allow.',
  408: 'The request did not arrive in time; nothing was stored.',
  409: 'The request contradicts what is stored; nothing was changed.',
  410: 'It was there, and is not any more.',
  413: 'The body is larger than allowed; nothing was stored.',
  429: 'Too many requests, or a competing one is still running; wait Retry-After seconds.',
  500: 'The server failed; a change may or may not have been stored.',
};

/**
 * The OpenAPI 3.1 document of the given operations, generated from the schemas that validate them: requests as their
 * input, answers as their output. Schemas with an `id` become components.
 */
export function buildOpenApi(operations: readonly Operation[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase()] = describe(operation);
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Readout',
      version,
      description: 'Radiology report portal: submit reports for pending appointments, and see what became of each.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'readout-session',
          description:
            'The portal’s own. Readout-User names the user whose page asks, by id: needed for changes, and 401 for anybody but the session’s user.',
        },
      },
    },
  };
  return hoistComponents(document);
}

function describe(operation: Operation): Json {
  const answers = Object.entries(operation.responses).map(([status, spec]) => [status, answer(spec)] as const);
  const refusals = operation.errors.map((status) => [status, refusal(operation.errorStyle, status)] as const);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    ...(operation.permission ? { 'x-permission': operation.permission } : {}),
    security: operation.caller === 'none' ? [] : [{ bearer: [] }, { session: [] }],
    parameters: [
      ...parameters(operation.params, 'path'),
      ...parameters(operation.query, 'query'),
      ...parameters(operation.headers, 'header'),
      { name: 'X-Correlation-Id', in: 'header', required: false, schema: { type: 'string', maxLength: 128 } },
    ],
    ...(operation.body ? { requestBody: requestBody(operation.body) } : {}),
    responses: Object.fromEntries([...answers, ...refusals]),
  };
}

function requestBody(body: NonNullable<Operation['body']>): Json {
  if ('mediaTypes' in body) {
    const content = body.mediaTypes.map((mediaType, at) => [
      mediaType,
      { schema: { type: 'string', format: 'binary' }, ...(at === 0 ? { example: body.example } : {}) },
    ]);
    return { required: true, content: Object.fromEntries(content) };
  }
  const { mediaType, schema, example, optional } = body;
  return { required: !optional, content: { [mediaType]: { schema: jsonSchema(schema, 'input'), example } } };
}

function answer(spec: ResponseSpec): Json {
  const headers = Object.entries(spec.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  return {
    description: spec.description,
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    ...(spec.schema ? { content: contentOf(spec, spec.schema) } : {}),
  };
}

const contentOf = ({ mediaType = 'application/json', alternatives = [] }: ResponseSpec, schema: z.ZodType): Json => ({
  [mediaType]: { schema: jsonSchema(schema, 'output') },
  ...Object.fromEntries(
    alternatives.map((type) => [type, { schema: { type: type.endsWith('+json') ? 'object' : 'string' } }]),
  ),
});

function refusal(style: ErrorStyle, status: number): Json {
  const { mediaType, schema } = ERRORS[style];
  return {
    description: ERROR_WORDS[status] ?? 'Refused.',
    content: { [mediaType]: { schema: jsonSchema(schema, 'output') } },
  };
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query' | 'header'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    description,
    schema,
  }));
}

/** JSON Schema 2020-12, which is what OpenAPI 3.1 speaks; transforms show as what they take or give. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}

/** Moves every schema's `$defs` and every schema with an `id` to `components.schemas`. */
function hoistComponents(document: { components: Json } & Json): Json {
  const schemas: Record<string, unknown> = {};
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    const { $defs, id, ...rest } = node as Json;
    for (const [name, definition] of Object.entries(($defs as Json) ?? {})) schemas[name] ??= strip(walk(definition));
    if (typeof rest.$ref === 'string') return { $ref: rest.$ref.replace('#/$defs/', '#/components/schemas/') };
    const walked = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, walk(member)]));
    if (typeof id !== 'string') return id === undefined ? walked : { ...walked, id: walk(id) };
    schemas[id] ??= walked;
    return { $ref: `#/components/schemas/${id}` };
  };
  const strip = (node: unknown): unknown =>
    typeof node === 'object' && node !== null && '$ref' in node && Object.keys(node).length === 1
      ? (schemas[String(node.$ref).split('/').at(-1) ?? ''] ?? node)
      : node;
  const walked = walk(document) as { components: Json };
  return { ...walked, components: { ...walked.components, schemas } };
}
