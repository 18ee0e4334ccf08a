import { openApiOperation } from '#lib/http/contract';
import { defineRoute } from '#lib/http/define-route';
import { buildOpenApi } from '#lib/http/openapi';
import { OPERATIONS } from '#lib/http/operations';
import metadata from '../../../package.json' with { type: 'json' };

const json = JSON.stringify(buildOpenApi(OPERATIONS, metadata.version));

export const GET = defineRoute(openApiOperation, { handle: () => Promise.resolve({ status: 200, json }) });
