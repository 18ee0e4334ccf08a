import { z } from 'zod';
import { defineOperation } from '#lib/operation';

/** What answers under /integrations where there is no route, and where a route lacks the method. */
export const unknownRouteOperation = defineOperation({
  id: 'unknownRoute',
  method: 'GET',
  path: '/integrations/{unknown}',
  tag: 'Access',
  summary: 'Any other path',
  caller: 'required',
  errorStyle: 'problem',
  responses: {},
  errors: [400, 401, 404, 405, 429, 500],
});

export const unknownWatersOperation = defineOperation({
  ...unknownRouteOperation,
  id: 'unknownWatersRoute',
  path: '/api/waters/{unknown}',
  errorStyle: 'reportstream',
});

export const healthOperation = defineOperation({
  id: 'getHealth',
  method: 'GET',
  path: '/api/health',
  tag: 'Operation',
  summary: 'Whether the process answers',
  caller: 'none',
  errorStyle: 'problem',
  responses: { 200: { description: 'It does.', schema: z.object({ status: z.literal('ok') }) } },
  errors: [500],
});

export const readiness = z.object({
  status: z.enum(['ready', 'not ready']),
  database: z.boolean(),
  migrations: z.boolean(),
  worker: z.boolean().meta({ description: 'A worker has been alive in the last 15 seconds.' }),
});

export const readyOperation = defineOperation({
  id: 'getReadiness',
  method: 'GET',
  path: '/api/ready',
  tag: 'Operation',
  summary: 'Whether requests can be served and reports delivered',
  caller: 'none',
  errorStyle: 'problem',
  responses: {
    200: { description: 'Ready.', schema: readiness },
    503: { description: 'Not ready; what is missing is false.', schema: readiness },
  },
  errors: [500],
});

export const openApiOperation = defineOperation({
  id: 'getOpenApi',
  method: 'GET',
  path: '/api/openapi.json',
  tag: 'Operation',
  summary: 'This document',
  caller: 'none',
  errorStyle: 'problem',
  responses: { 200: { description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) } },
  errors: [500],
});
