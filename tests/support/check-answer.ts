import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { buildOpenApi } from '#lib/http/openapi';
import { OPERATIONS } from '#lib/http/operations';

interface Documented {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
  components: object;
}

// Serialised once, as clients get it: what JSON cannot say is not in the contract.
const document = JSON.parse(JSON.stringify(buildOpenApi(OPERATIONS, 'test'))) as Documented;
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
formats.default(ajv);
const validators = new Map<string, ValidateFunction>();

/** Statuses that any route may answer before its operation is known. */
const BEFORE_ROUTING = new Set([400, 401, 404, 405]);

/**
 * Compares one answer with the OpenAPI document: the operation must document the status, its media type and a schema
 * that the body fulfils. Throws with what differs. A path that is no operation may only be refused.
 */
export function checkAnswer(method: string, path: string, status: number, type: string, body: unknown): void {
  const template = templateOf(path);
  const asGet = method === 'HEAD' && status !== 405;
  const operation = template && document.paths[template]?.[asGet ? 'get' : method.toLowerCase()];
  if (!operation) {
    if (BEFORE_ROUTING.has(status)) return;
    throw new Error(`${method} ${path} answered ${status}, but is not in the OpenAPI document.`);
  }
  const documented = operation.responses[String(status)];
  if (!documented) throw new Error(`${method} ${template} answered ${status}, which is not documented.`);
  const media = type.split(';')[0] ?? '';
  if (!documented.content) return;
  const schema = documented.content[media]?.schema;
  if (!schema) throw new Error(`${method} ${template} answered ${status} as ${media}, which is not documented.`);
  if (body === null) return;
  const validate = validatorOf(`${method} ${template} ${status} ${media}`, schema);
  if (!validate(body)) {
    throw new Error(`${method} ${template} ${status} differs from its schema: ${ajv.errorsText(validate.errors)}`);
  }
}

function validatorOf(key: string, schema: object): ValidateFunction {
  const found = validators.get(key);
  if (found) return found;
  const made = ajv.compile({ ...schema, components: document.components });
  validators.set(key, made);
  return made;
}

/** The documented path that a real one is an instance of; fixed segments win over parameters. */
function templateOf(path: string): string | undefined {
  const parts = path.split('/');
  const candidates = Object.keys(document.paths).filter((template) => {
    const segments = template.split('/');
    return (
      segments.length === parts.length &&
      segments.every((segment, index) => segment.startsWith('{') || segment === parts[index])
    );
  });
  return candidates.sort((a, b) => a.split('{').length - b.split('{').length)[0];
}
