import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { buildOpenApi } from '#lib/http/openapi';
import { OPERATIONS } from '#lib/http/operations';
import { loadRoutes } from '#lib/http/route-table';
import type { Operation } from '#lib/operation';

const text = JSON.stringify(buildOpenApi(OPERATIONS, 'test'));
const document = JSON.parse(text) as {
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: Record<string, object> };
};

/** `[id]` in a folder name is `{id}` in a path. */
const templateOf = (segments: string[]): string => `/${segments.join('/').replaceAll(/\[([^\]]+)\]/g, '{$1}')}`;

test('every route serves an operation of the document, under its path and method, and every operation is served', async () => {
  const routes = await loadRoutes(join(process.cwd(), 'app'), 'api/auth');
  const served = routes.flatMap(({ segments, module }) =>
    Object.entries(module).map(([method, handler]) => {
      const { operation } = handler as unknown as { operation: Operation };
      expect(`${method} ${templateOf(segments)}`).toBe(`${operation.method} ${operation.path}`);
      return `${operation.method} ${operation.path}`;
    }),
  );
  expect(served.sort()).toEqual(OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort());
});

test('every reference in the document resolves and every schema is valid JSON Schema', () => {
  const names = Object.keys(document.components.schemas);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) expect(names).toContain(name);
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  for (const schema of Object.values(document.components.schemas)) {
    expect(() => ajv.compile({ ...schema, components: document.components })).not.toThrow();
  }
});

test('operation ids are unique, so that generated clients compile', () => {
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});
